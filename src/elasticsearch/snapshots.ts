import { z } from 'zod';
import type { Snapshot } from '../planning/snapshot';
import type { Elasticsearch } from './elasticsearch';
import { pathOf } from './path-of';
import { nameLists } from './request-line';
import { errorFromFacts } from './error-mapping';
import { SnapshotMissing } from './errors';
import { insteadOf } from '../planning/instead-of';
import { readNestedError } from './remote-error';
import { briefListSchema, snapshotListSchema } from './snapshot-schema';

export interface NewSnapshot {
  repository: string;
  name: string;
  /** Index names or wildcards. */
  indices: readonly string[];
  /** Who takes it; kept with the snapshot where the server can (under 1,024 bytes). */
  takenBy: string;
  /** The UUID of the cluster, kept beside it: who else writes to the repository can be told by it. */
  clusterUuid?: string;
  /** Whether the cluster's settings and templates go along (default: yes). */
  includeGlobalState?: boolean;
}

/**
 * Starts a snapshot and returns as soon as the server has initialised it. All or nothing: a missing index or a shard
 * that cannot be copied fails it (`partial: false`).
 * @throws SnapshotExists, SnapshotRunning, RepositoryMissing, IndexMissing.
 */
export async function createSnapshot(
  elasticsearch: Elasticsearch,
  { repository, name, indices, takenBy, clusterUuid, includeGlobalState = true }: NewSnapshot,
): Promise<void> {
  const { hasSnapshotMetadata, hasFeatureStates } = await elasticsearch.capabilities();
  const origin = { takenBy, ...(clusterUuid === undefined ? {} : { clusterUuid }) };
  const body = {
    indices: indices.join(','),
    ignore_unavailable: false,
    include_global_state: includeGlobalState,
    partial: false,
    // Otherwise the global state brings along system indices: credential hashes, and one more thing that can fail.
    ...(hasFeatureStates ? { feature_states: ['none'] } : {}),
    ...(hasSnapshotMetadata ? { metadata: { logkeep: origin } } : {}),
  };
  await elasticsearch.send(
    { method: 'PUT', path: pathOf`/_snapshot/${repository}/${name}`, query: { wait_for_completion: false }, body },
    z.unknown(),
  );
}

/** The repository's record of one snapshot, or null when it has none of that name. */
export async function getSnapshot(
  elasticsearch: Elasticsearch,
  repository: string,
  name: string,
): Promise<Snapshot | null> {
  const list = read(elasticsearch, pathOf`/_snapshot/${repository}/${name}`, {}, snapshotListSchema);
  return (await insteadOf(SnapshotMissing, list, [])).find((snapshot) => snapshot.name === name) ?? null;
}

/** Every snapshot of the repository with all that is known about it. Reads one file per snapshot. */
export async function listSnapshots(elasticsearch: Elasticsearch, repository: string): Promise<Snapshot[]> {
  return read(elasticsearch, pathOf`/_snapshot/${repository}/_all`, {}, snapshotListSchema);
}

/** The snapshots that contain any of the indices, in full. Only the repository's index file is read to find them. */
export async function findSnapshotsWith(
  elasticsearch: Elasticsearch,
  repository: string,
  indices: readonly string[],
): Promise<Snapshot[]> {
  for (let attempt = 1; ; attempt += 1) {
    const brief = await read(elasticsearch, pathOf`/_snapshot/${repository}/_all`, { verbose: false }, briefListSchema);
    const holders = brief.filter((snapshot) => snapshot.indices.some((index) => indices.includes(index)));
    try {
      return await readInFull(
        elasticsearch,
        repository,
        holders.map(({ snapshot }) => snapshot),
      );
    } catch (error) {
      // One was deleted between the two looks. `ignore_unavailable` would help, but also hide one that cannot be read.
      if (!(error instanceof SnapshotMissing) || attempt === 3) throw error;
    }
  }
}

async function readInFull(
  elasticsearch: Elasticsearch,
  repository: string,
  names: readonly string[],
): Promise<Snapshot[]> {
  const found: Snapshot[] = [];
  for (const list of nameLists(names)) {
    found.push(...(await read(elasticsearch, `${pathOf`/_snapshot/${repository}/`}${list}`, {}, snapshotListSchema)));
  }
  return found;
}

async function read<T>(
  elasticsearch: Elasticsearch,
  path: string,
  query: Record<string, boolean>,
  answer: z.ZodType<{ snapshots: T[]; failures?: Record<string, unknown> | undefined }>,
): Promise<T[]> {
  const { snapshots, failures = {} } = await elasticsearch.send(
    { method: 'GET', path, query, timeout: slowRead },
    answer,
  );
  const [failure] = Object.values(failures);
  if (failure !== undefined) throw errorFromFacts(readNestedError(failure, `GET ${path}`));
  return snapshots;
}

/** Deletes a snapshot, or aborts it while it runs; one that does not exist counts as deleted. */
export async function deleteSnapshot(elasticsearch: Elasticsearch, repository: string, name: string): Promise<void> {
  const path = pathOf`/_snapshot/${repository}/${name}`;
  await insteadOf(SnapshotMissing, elasticsearch.send({ method: 'DELETE', path }, z.unknown()), undefined);
}

const slowRead = 600_000;
