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
const statusSchema = z.object({
  snapshots: z.array(
    z.object({
      shards_stats: z.object({ initializing: z.number(), done: z.number(), failed: z.number(), total: z.number() }),
      stats: statsSchema,
      indices: z.record(z.string(), z.object({ stats: z.object({ total: amountSchema.optional() }) })).default({}),
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

const detailsSchema = z.object({
  snapshots: z.array(
    z.object({ index_details: z.record(z.string(), z.object({ size_in_bytes: z.number() })).default({}) }),
  ),
});

/** The size of each index in a finished snapshot, in bytes. Before 7.13 the server reads a file per shard for it. */
export async function getIndexSizes(
  elasticsearch: Elasticsearch,
  repository: string,
  name: string,
): Promise<Record<string, number>> {
  const { hasIndexDetails } = await elasticsearch.capabilities();
  if (hasIndexDetails) {
    const request = {
      method: 'GET',
      path: pathOf`/_snapshot/${repository}/${name}`,
      query: { index_details: true },
    } as const;
    const { snapshots } = await elasticsearch.send({ ...request, timeout: slowRead }, detailsSchema);
    return Object.fromEntries(
      Object.entries(snapshots[0]?.index_details ?? {}).map(([index, { size_in_bytes: bytes }]) => [index, bytes]),
    );
  }
  const status = await readStatus(elasticsearch, repository, name);
  const sizes = Object.entries(status?.indices ?? {}).map(
    ([index, { stats }]) => [index, stats.total?.size_in_bytes ?? 0] as const,
  );
  return Object.fromEntries(sizes);
}

const slowRead = 600_000;
/** For what is only nice to know. */
const briefly = 60_000;

async function readStatus(elasticsearch: Elasticsearch, repository: string, name: string, timeout = slowRead) {
  const path = pathOf`/_snapshot/${repository}/${name}/_status`;
  const { snapshots } = await elasticsearch.send({ method: 'GET', path, timeout }, statusSchema);
  return snapshots[0];
}
