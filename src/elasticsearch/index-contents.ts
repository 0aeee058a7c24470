import { z } from 'zod';
import type { IndexContent } from '../planning/index-content';
import { insteadOf } from '../planning/instead-of';
import { isStarted } from '../planning/shard-recovery';
import type { Elasticsearch } from './elasticsearch';
import { Blocked, IndexMissing } from './errors';
import { nameLists } from './request-line';
import { getPrimaryShards } from './shards';

const shardSchema = z.object({
  routing: z.object({ primary: z.boolean() }),
  seq_no: z.object({ max_seq_no: z.number() }).optional(),
});
const statsSchema = z.object({
  indices: z
    .record(
      z.string(),
      z.object({
        uuid: z.string(),
        primaries: z.object({
          docs: z.object({ count: z.number() }).optional(),
          store: z.object({ size_in_bytes: z.number() }).optional(),
        }),
        shards: z.record(z.string(), z.array(shardSchema)).default({}),
      }),
    )
    .default({}),
});

const fields = [
  'uuid',
  'primaries.docs.count',
  'primaries.store.size_in_bytes',
  'shards.*.routing.primary',
  'shards.*.seq_no.max_seq_no',
].map((field) => `indices.*.${field}`);

/**
 * What indices hold, by name; one that is gone, closed, or lacks a started primary shard is missing. They are refreshed
 * before, because a shard that nobody searches does not count its last documents (search idle, from 7.0); not those
 * that lack a shard, for which a refresh waits a minute.
 */
export async function readContents(
  elasticsearch: Elasticsearch,
  indices: readonly string[],
): Promise<Map<string, IndexContent>> {
  const contents = new Map<string, IndexContent>();
  const lenient = { ignore_unavailable: true };
  for (const list of nameLists(await completeOf(elasticsearch, indices))) {
    const refresh = { method: 'POST', path: `/${list}/_refresh`, query: lenient, timeout: slow } as const;
    // A full disk blocks even this; then the count may lack the last documents, the operations do not.
    await insteadOf(Blocked, insteadOf(IndexMissing, elasticsearch.send(refresh, z.unknown()), undefined), undefined);
    const query = { ...lenient, level: 'shards', filter_path: fields.join(',') };
    const request = { method: 'GET', path: `/${list}/_stats/docs,store`, query, timeout: slow } as const;
    const stats = await insteadOf(IndexMissing, elasticsearch.send(request, statsSchema), { indices: {} });
    for (const [name, { uuid, primaries, shards }] of Object.entries(stats.indices)) {
      const primaryShards = Object.values(shards)
        .flat()
        .filter(({ routing }) => routing.primary);
      if (primaryShards.length === 0) continue;
      contents.set(name, {
        name,
        uuid,
        documents: primaries.docs?.count ?? 0,
        bytes: primaries.store?.size_in_bytes ?? 0,
        shards: primaryShards.length,
        // -1 in a shard that was never written to.
        operations: primaryShards.reduce((sum, { seq_no: numbers }) => sum + (numbers?.max_seq_no ?? -1) + 1, 0),
      });
    }
  }
  return contents;
}

/** Those of the indices that are there with all of their primary shards started. */
export async function completeOf(elasticsearch: Elasticsearch, indices: readonly string[]): Promise<string[]> {
  const started = new Map<string, boolean>();
  for (const shard of await getPrimaryShards(elasticsearch, indices))
    started.set(shard.index, isStarted(shard) && (started.get(shard.index) ?? true));
  return indices.filter((index) => started.get(index) === true);
}

const slow = 120_000;
