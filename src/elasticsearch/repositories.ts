import { z } from 'zod';
import type { RepositoryDefinition } from '../planning/repository-definition';
import type { Elasticsearch } from './elasticsearch';
import { pathOf } from './path-of';
import { RepositoryMissing } from './errors';
import { insteadOf } from '../planning/instead-of';

/** A snapshot repository as the cluster has it registered. */
export interface Repository extends RepositoryDefinition {
  /** The repository's own ID, the same for every cluster that uses it; from 7.12 on, once a snapshot was taken. */
  uuid?: string;
}

const repositorySchema = z
  .object({ type: z.string(), settings: z.record(z.string(), z.string()).default({}), uuid: z.string().optional() })
  .transform(({ uuid, ...definition }): Repository => ({ ...definition, ...(uuid === undefined ? {} : { uuid }) }));
const repositoriesSchema = z.record(z.string(), repositorySchema);

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

/** All registered repositories by their names. */
export async function listRepositories(elasticsearch: Elasticsearch): Promise<Record<string, Repository>> {
  return elasticsearch.send({ method: 'GET', path: '/_snapshot' }, repositoriesSchema);
}

/**
 * Registers or updates a repository with just these settings; the server verifies it on every master and data node
 * before it answers. Most versions keep one that fails there (9.2 does not): remove it then.
 * @throws RepositoryUnverified with the nodes and the cause; RepositoryTypeUnknown; SnapshotRunning while it is in use.
 */
export async function registerRepository(
  elasticsearch: Elasticsearch,
  name: string,
  { type, settings }: RepositoryDefinition,
): Promise<void> {
  await elasticsearch.send({ method: 'PUT', path: pathOf`/_snapshot/${name}`, body: { type, settings } }, z.unknown());
}

/**
 * Takes a repository's registration away; its snapshots stay where they are. One that is not registered counts as removed.
 * @throws SnapshotRunning while a snapshot or a restore uses it.
 */
export async function removeRepository(elasticsearch: Elasticsearch, name: string): Promise<void> {
  if (/[*,]/.test(name) || name === '_all' || name === '')
    throw new Error(`"${name}" is not the exact name of one repository`);
  const path = pathOf`/_snapshot/${name}`;
  await insteadOf(RepositoryMissing, elasticsearch.send({ method: 'DELETE', path }, z.unknown()), undefined);
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
