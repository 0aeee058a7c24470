import { z } from 'zod';
import type { Transfer } from '../planning/transfer';
import type { Elasticsearch } from './elasticsearch';
import { pathOf } from './path-of';

const amountSchema = z.object({ size_in_bytes: z.number() });
const statsSchema = z.object({
  incremental: amountSchema.optional(),
  processed: amountSchema.optional(),
  total: amountSchema.optional(),
});
const indexStatusSchema = z.object({
  shards_stats: z.object({ total: z.number() }).optional(),
  stats: z.object({ total: amountSchema.optional() }),
});
const statusSchema = z.object({
  snapshots: z.array(
    z.object({
      shards_stats: z.object({ initializing: z.number(), done: z.number(), failed: z.number(), total: z.number() }),
      stats: statsSchema,
      indices: z.record(z.string(), indexStatusSchema).default({}),
    }),
  ),
});

/**
 * Progress of one snapshot from `_status`. For a running snapshot the answer comes from memory; for a finished one the
 * server reads a file per shard. Never tells the outcome: that is the repository's record (`getSnapshot`).
 */
export async function getSnapshotProgress(
  elasticsearch: Elasticsearch,
  repository: string,
  name: string,
): Promise<Transfer | null> {
  const status = await readStatus(elasticsearch, repository, name);
  if (status === undefined) return null;
  const { shards_stats: shards, stats } = status;
  // What has to be copied, without the files that an earlier snapshot already holds.
  const bytesTotal = stats.incremental?.size_in_bytes ?? 0;
  return {
    shardsDone: shards.done + shards.failed,
    shardsTotal: shards.total,
    // `processed` is left out once everything is.
    bytesDone: Math.min(stats.processed?.size_in_bytes ?? bytesTotal, bytesTotal),
    // A shard adds its files to the total only when its turn has come.
    ...(shards.initializing > 0 ? {} : { bytesTotal }),
  };
}

/** How big a finished snapshot is, and how much of it no earlier one held, in bytes. The server reads a file per shard to tell. */
export async function getSnapshotSize(
  elasticsearch: Elasticsearch,
  repository: string,
  name: string,
): Promise<{ bytes?: number; bytesAdded?: number }> {
  const { total, incremental } = (await readStatus(elasticsearch, repository, name, briefly))?.stats ?? {};
  return {
    ...(total === undefined ? {} : { bytes: total.size_in_bytes }),
    ...(incremental === undefined ? {} : { bytesAdded: incremental.size_in_bytes }),
  };
}

const detailSchema = z.object({ size_in_bytes: z.number(), shard_count: z.number().optional() });
const detailsSchema = z.object({
  snapshots: z.array(z.object({ index_details: z.record(z.string(), detailSchema).default({}) })),
});

/** An index as it is in a snapshot. */
export interface IndexInSnapshot {
  /** 0 where the server does not say. */
  bytes: number;
  /** Primary shards; absent where the server does not say. */
  shards?: number;
}

/** The size of each index in a finished snapshot, in bytes. Before 7.13 the server reads a file per shard for it. */
export async function getIndexSizes(
  elasticsearch: Elasticsearch,
  repository: string,
  name: string,
): Promise<Record<string, number>> {
  const details = await getIndexDetails(elasticsearch, repository, name);
  return Object.fromEntries(Object.entries(details).map(([index, { bytes }]) => [index, bytes]));
}

/** The same with the number of their shards. */
export async function getIndexDetails(
  elasticsearch: Elasticsearch,
  repository: string,
  name: string,
): Promise<Record<string, IndexInSnapshot>> {
  const { hasIndexDetails } = await elasticsearch.capabilities();
  if (hasIndexDetails) {
    const request = {
      method: 'GET',
      path: pathOf`/_snapshot/${repository}/${name}`,
      query: { index_details: true },
    } as const;
    const { snapshots } = await elasticsearch.send({ ...request, timeout: slowRead }, detailsSchema);
    const details = Object.entries(snapshots[0]?.index_details ?? {});
    return Object.fromEntries(
      details.map(([index, { size_in_bytes: bytes, shard_count: shards }]) => [index, outline(bytes, shards)]),
    );
  }
  const status = await readStatus(elasticsearch, repository, name);
  const indices = Object.entries(status?.indices ?? {});
  return Object.fromEntries(
    indices.map(([index, { stats, shards_stats: shards }]) => [
      index,
      outline(stats.total?.size_in_bytes ?? 0, shards?.total),
    ]),
  );
}

function outline(bytes: number, shards: number | undefined): IndexInSnapshot {
  return { bytes, ...(shards === undefined ? {} : { shards }) };
}

const slowRead = 600_000;
/** For what is only nice to know. */
const briefly = 60_000;

async function readStatus(elasticsearch: Elasticsearch, repository: string, name: string, timeout = slowRead) {
  const path = pathOf`/_snapshot/${repository}/${name}/_status`;
  const { snapshots } = await elasticsearch.send({ method: 'GET', path, timeout }, statusSchema);
  return snapshots[0];
}
