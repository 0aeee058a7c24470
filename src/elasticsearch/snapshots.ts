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
  /** Whether it may end as PARTIAL, without the shards that cannot be copied (default: no). */
  partial?: boolean;
}

/**
 * Starts a snapshot and returns as soon as the server has initialised it. All or nothing: a missing index fails it, and
 * so does a shard that cannot be copied, unless it may be partial.
 * @throws SnapshotExists, SnapshotRunning, RepositoryMissing, IndexMissing.
 */
export async function createSnapshot(
  elasticsearch: Elasticsearch,
  { repository, name, indices, takenBy, clusterUuid, includeGlobalState = true, partial = false }: NewSnapshot,
): Promise<void> {
  const { hasSnapshotMetadata, hasFeatureStates } = await elasticsearch.capabilities();
  const origin = { takenBy, ...(clusterUuid === undefined ? {} : { clusterUuid }) };
  const body = {
    indices: indices.join(','),
    ignore_unavailable: false,
    include_global_state: includeGlobalState,
    partial,
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

/** The names of all snapshots, in whatever state. Only the repository's index file is read. */
export async function listSnapshotNames(elasticsearch: Elasticsearch, repository: string): Promise<Set<string>> {
  const brief = await read(elasticsearch, pathOf`/_snapshot/${repository}/_all`, { verbose: false }, briefListSchema);
  return new Set(brief.map(({ snapshot }) => snapshot));
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

/**
 * Deletes finished snapshots: as many with one request as its line takes where the server can (7.8), which is many times
 * faster, else one after the other. Those that do not exist count as deleted.
 * @param onProgress is told how many are gone.
 */
export async function deleteSnapshots(
  elasticsearch: Elasticsearch,
  repository: string,
  names: readonly string[],
  onProgress: (deleted: number) => void,
): Promise<void> {
  const { canDeleteMany } = await elasticsearch.capabilities();
  let deleted = 0;
  for (const list of canDeleteMany ? nameLists(names) : names.map((name) => encodeURIComponent(name))) {
    // A comma within a name is encoded.
    const batch = list.split(',').map((name) => decodeURIComponent(name));
    await deleteBatch(elasticsearch, repository, list, batch);
    deleted += batch.length;
    onProgress(deleted);
  }
}

/** One name that does not exist keeps all the others of a request: then each goes alone. */
async function deleteBatch(
  elasticsearch: Elasticsearch,
  repository: string,
  list: string,
  batch: readonly string[],
): Promise<void> {
  try {
    await elasticsearch.send({ method: 'DELETE', path: `${pathOf`/_snapshot/${repository}/`}${list}` }, z.unknown());
  } catch (error) {
    if (!(error instanceof SnapshotMissing)) throw error;
    if (batch.length > 1) for (const name of batch) await deleteSnapshot(elasticsearch, repository, name);
  }
}

/** Removes files that no snapshot refers to, which a deletion that was cut off leaves behind (from 7.4). */
export async function cleanUpRepository(elasticsearch: Elasticsearch, repository: string): Promise<number> {
  const request = { method: 'POST', path: pathOf`/_snapshot/${repository}/_cleanup` } as const;
  const { results } = await elasticsearch.send(request, z.object({ results: z.object({ deleted_bytes: z.number() }) }));
  return results.deleted_bytes;
}

const slowRead = 600_000;
