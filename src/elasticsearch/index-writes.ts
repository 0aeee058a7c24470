import { z } from 'zod';
import { insteadOf } from '../planning/instead-of';
import type { Elasticsearch } from './elasticsearch';
import { IndexMissing } from './errors';
import { nameLists } from './request-line';

const statsSchema = z.object({
  indices: z
    .record(
      z.string(),
      z.object({
        primaries: z.object({ indexing: z.object({ index_total: z.number(), delete_total: z.number() }) }),
      }),
    )
    .default({}),
});

/**
 * How many documents were written or deleted in indices since each of their primary shards was started on its node, by
 * name. What a recovery replays is not counted; a shard that moves, or whose node restarts, begins again at zero.
 */
export async function readWrites(
  elasticsearch: Elasticsearch,
  indices: readonly string[],
): Promise<Map<string, number>> {
  const writes = new Map<string, number>();
  for (const list of nameLists(indices)) {
    const query = {
      ignore_unavailable: true,
      filter_path: ['index_total', 'delete_total'].map((key) => `indices.*.primaries.indexing.${key}`).join(','),
    };
    const request = { method: 'GET', path: `/${list}/_stats/indexing`, query, timeout: 120_000 } as const;
    const stats = await insteadOf(IndexMissing, elasticsearch.send(request, statsSchema), { indices: {} });
    for (const [name, { primaries }] of Object.entries(stats.indices))
      writes.set(name, primaries.indexing.index_total + primaries.indexing.delete_total);
  }
  return writes;
}
