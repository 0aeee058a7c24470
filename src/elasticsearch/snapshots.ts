import { z } from 'zod';
import type { Snapshot } from '../planning/snapshot';
import type { Elasticsearch } from './elasticsearch';
import { pathOf } from './path-of';
import { errorFromFacts } from './error-mapping';
import { SnapshotMissing } from './errors';
import { readNestedError } from './remote-error';
import { briefListSchema, snapshotListSchema } from './snapshot-schema';

export interface NewSnapshot {
  repository: string;
  name: string;
  /** Index names or wildcards. */
  indices: readonly string[];
  /** Who takes it; kept with the snapshot where the server can (under 1,024 bytes). */
  takenBy: string;
}

/**
 * Starts a snapshot and returns as soon as the server has initialised it. All or nothing: a missing index or a shard
 * that cannot be copied fails it (`partial: false`).
 * @throws SnapshotExists, SnapshotRunning, RepositoryMissing, IndexMissing.
 */
export async function createSnapshot(
  elasticsearch: Elasticsearch,
  { repository, name, indices, takenBy }: NewSnapshot,
): Promise<void> {
  const { hasSnapshotMetadata } = await elasticsearch.capabilities();
  const body = {
    indices: indices.join(','),
    ignore_unavailable: false,
    include_global_state: true,
    partial: false,
    ...(hasSnapshotMetadata ? { metadata: { logkeep: { takenBy } } } : {}),
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
  try {
    const list = await read(elasticsearch, pathOf`/_snapshot/${repository}/${name}`, {}, snapshotListSchema);
    return list.find((snapshot) => snapshot.name === name) ?? null;
  } catch (error) {
    if (error instanceof SnapshotMissing) return null;
    throw error;
  }
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
  const brief = await read(elasticsearch, pathOf`/_snapshot/${repository}/_all`, { verbose: false }, briefListSchema);
  const holders = brief.filter((snapshot) => snapshot.indices.some((index) => indices.includes(index)));
  const found: Snapshot[] = [];
  for (const names of inChunks(holders.map(({ snapshot }) => encodeURIComponent(snapshot)))) {
    const path = `${pathOf`/_snapshot/${repository}/`}${names.join(',')}`;
    // A snapshot may be deleted between the two calls; the rest still counts.
    found.push(...(await read(elasticsearch, path, { ignore_unavailable: true }, snapshotListSchema)));
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
  try {
    await elasticsearch.send({ method: 'DELETE', path: pathOf`/_snapshot/${repository}/${name}` }, z.unknown());
  } catch (error) {
    if (!(error instanceof SnapshotMissing)) throw error;
  }
}

const slowRead = 600_000;
// Elasticsearch reads at most 4 kB of request line (http.max_initial_line_length).
const longestList = 3_000;

function inChunks(names: readonly string[]): string[][] {
  const chunks: string[][] = [];
  let room = 0;
  for (const name of names) {
    const last = chunks.at(-1);
    if (last === undefined || room < name.length + 1) {
      chunks.push([name]);
      room = longestList - name.length;
    } else {
      last.push(name);
      room -= name.length + 1;
    }
  }
  return chunks;
}
