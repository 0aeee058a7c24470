import { z } from 'zod';
import type { Elasticsearch } from './elasticsearch';
import { pathOf } from './path-of';
import { RepositoryMissing } from './errors';
import { insteadOf } from './instead-of';

/** A snapshot repository as the cluster has it registered. */
export interface Repository {
  type: string;
  settings: Record<string, string>;
}

const repositoriesSchema = z.record(
  z.string(),
  z.object({ type: z.string(), settings: z.record(z.string(), z.string()).default({}) }),
);

/** The registered repository, or null when there is none of that name. */
export async function getRepository(elasticsearch: Elasticsearch, name: string): Promise<Repository | null> {
  const path = pathOf`/_snapshot/${name}`;
  const found = await insteadOf(
    RepositoryMissing,
    elasticsearch.send({ method: 'GET', path }, repositoriesSchema),
    null,
  );
  return found?.[name] ?? null;
}

/**
 * Registers or updates a repository; the server verifies it on every master and data node before it answers.
 * @throws RepositoryUnverified with the nodes and the cause.
 */
export async function registerRepository(
  elasticsearch: Elasticsearch,
  name: string,
  repository: Repository,
): Promise<void> {
  await elasticsearch.send({ method: 'PUT', path: pathOf`/_snapshot/${name}`, body: repository }, z.unknown());
}

const verificationSchema = z.object({ nodes: z.record(z.string(), z.object({ name: z.string() })) });

/**
 * Writes and reads a probe from every master and data node.
 * @returns the names of the nodes that passed.
 * @throws RepositoryUnverified, RepositoryMissing.
 */
export async function verifyRepository(elasticsearch: Elasticsearch, name: string): Promise<string[]> {
  const { nodes } = await elasticsearch.send(
    { method: 'POST', path: pathOf`/_snapshot/${name}/_verify` },
    verificationSchema,
  );
  return Object.values(nodes).map((node) => node.name);
}
