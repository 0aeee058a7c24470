import { z } from 'zod';
import type { ExistingIndex } from '../planning/restore-conflict';
import type { Elasticsearch } from './elasticsearch';
import { pathOf } from './path-of';
import { IndexMissing, Unavailable } from './errors';

/** A live index; documents and size are absent while it is closed or has no started primary. Sizes in bytes. */
export interface LiveIndex extends ExistingIndex {
  documents?: number;
  primaryBytes?: number;
}

const countSchema = z
  .string()
  .nullish()
  .transform((text) => (text == null ? undefined : Number(text)));
const indicesSchema = z.array(
  z.object({
    index: z.string(),
    uuid: z.string(),
    status: z.string(),
    'docs.count': countSchema,
    'pri.store.size': countSchema,
  }),
);

/** The indices that match an exact name or a wildcard, open or closed, sorted by name; none is an empty list. */
export async function listIndices(elasticsearch: Elasticsearch, expression: string): Promise<LiveIndex[]> {
  const query = { format: 'json', h: 'index,uuid,status,docs.count,pri.store.size', bytes: 'b', s: 'index' };
  try {
    const rows = await elasticsearch.send(
      { method: 'GET', path: pathOf`/_cat/indices/${expression}`, query },
      indicesSchema,
    );
    return rows.map((row) => ({
      name: row.index,
      uuid: row.uuid,
      open: row.status === 'open',
      ...(row['docs.count'] === undefined ? {} : { documents: row['docs.count'] }),
      ...(row['pri.store.size'] === undefined ? {} : { primaryBytes: row['pri.store.size'] }),
    }));
  } catch (error) {
    if (error instanceof IndexMissing) return [];
    throw error;
  }
}

/** Deletes one index by its exact name; one that does not exist counts as deleted. */
export async function deleteIndex(elasticsearch: Elasticsearch, name: string): Promise<void> {
  if (/[*,?]/.test(name) || name === '_all' || name === '')
    throw new Error(`"${name}" is not the exact name of one index`);
  try {
    await elasticsearch.send({ method: 'DELETE', path: pathOf`/${name}` }, z.unknown());
  } catch (error) {
    if (!(error instanceof IndexMissing)) throw error;
  }
}

/**
 * How many documents can be found in one index, by a search over all its shards: `_cat/indices` may lag behind.
 * @throws IndexMissing; Unavailable while a shard has no copy to search.
 */
export async function countDocuments(elasticsearch: Elasticsearch, name: string): Promise<number> {
  const answer = z.object({ count: z.number(), _shards: z.object({ failed: z.number() }) });
  const request = { method: 'GET', path: pathOf`/${name}/_count` } as const;
  const { count, _shards: shards } = await elasticsearch.send(request, answer);
  if (shards.failed > 0)
    throw new Unavailable(`${shards.failed} shards of ${name} cannot be searched`, { request: `GET ${request.path}` });
  return count;
}
