import { z } from 'zod';
import type { ShardExtent } from '../planning/export/manifest';
import { insteadOf } from '../planning/instead-of';
import type { Elasticsearch } from './elasticsearch';
import { Blocked, Unavailable } from './errors';
import { refreshIndex } from './filling-index';
import { pathOf } from './path-of';

const statsSchema = z.object({
  indices: z.record(
    z.string(),
    z.object({
      shards: z.record(
        z.string(),
        z.array(
          z.object({
            routing: z.object({ primary: z.boolean() }),
            seq_no: z.object({ global_checkpoint: z.number() }),
          }),
        ),
      ),
    }),
  ),
});

/**
 * The sequence number up to which every copy of a shard has everything, and how many documents have numbers up to it. What
 * has such a number can be found: the index is refreshed after they were read.
 * @throws Unavailable when a shard is missing.
 */
export async function readExtents(elasticsearch: Elasticsearch, index: string, shards: number): Promise<ShardExtent[]> {
  const path = pathOf`/${index}/_stats`;
  // Before the refresh: what has a number by now can be found after it.
  const query = {
    level: 'shards',
    filter_path: 'indices.*.shards.*.routing.primary,indices.*.shards.*.seq_no.global_checkpoint',
  };
  const { indices } = await elasticsearch.send({ method: 'GET', path, query }, statsSchema);
  const found = Object.entries(indices[index]?.shards ?? {}).flatMap(([shard, copies]) =>
    copies
      .filter(({ routing }) => routing.primary)
      .map((copy) => ({ shard: Number(shard), last: copy.seq_no.global_checkpoint })),
  );
  if (found.length < shards)
    throw new Unavailable(`${shards - found.length} of ${shards} shards of ${index} are not there`, {
      request: `GET ${path}`,
    });
  // A full disk blocks even this; then documents of the last second are missing, and their count too.
  await insteadOf(Blocked, refreshIndex(elasticsearch, index), undefined);
  const extents: ShardExtent[] = [];
  for (const { shard, last } of found.sort((a, b) => a.shard - b.shard))
    extents.push({ shard, last, documents: await countUpTo(elasticsearch, { index, shard, last }) });
  return extents;
}

const countSchema = z.object({ count: z.number(), _shards: z.object({ failed: z.number() }) });

/** How many documents of a shard have a sequence number of at most `last`. */
export async function countUpTo(
  elasticsearch: Elasticsearch,
  { index, shard, last }: { index: string; shard: number; last: number },
): Promise<number> {
  const path = pathOf`/${index}/_count`;
  const body = { query: { range: { _seq_no: { lte: last } } } };
  const query = { preference: `_shards:${shard}` };
  const { count, _shards: shards } = await elasticsearch.send(
    { method: 'POST', path, query, body, timeout: 120_000 },
    countSchema,
  );
  if (shards.failed > 0)
    throw new Unavailable(`Shard ${shard} of ${index} cannot be searched`, { request: `POST ${path}` });
  return count;
}
