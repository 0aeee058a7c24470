import { z } from 'zod';
import type { ExistingIndex } from '../planning/restore-conflict';
import type { Elasticsearch } from './elasticsearch';
import { assertStateRecovered } from './cluster-blocks';
import { insteadOf } from '../planning/instead-of';
import { nameLists } from './request-line';
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
  return readIndices(elasticsearch, encodeURIComponent(expression));
}

/** Those of the indices that exist, by their exact names. */
export async function listIndicesNamed(elasticsearch: Elasticsearch, names: readonly string[]): Promise<LiveIndex[]> {
  const found: LiveIndex[] = [];
  // A name that is missing would hide the others; a wildcard that matches nothing does not.
  for (const list of nameLists(names.map((name) => `${name}*`)))
    found.push(...(await readIndices(elasticsearch, list)));
  const wanted = new Set(names);
  const exact = found.filter(({ name }) => wanted.has(name));
  return [...new Map(exact.map((index) => [index.name, index])).values()];
}

async function readIndices(elasticsearch: Elasticsearch, list: string): Promise<LiveIndex[]> {
  const query = { format: 'json', h: 'index,uuid,status,docs.count,pri.store.size', bytes: 'b', s: 'index' };
  const request = { method: 'GET', path: `/_cat/indices/${list}`, query } as const;
  const rows = await insteadOf(IndexMissing, elasticsearch.send(request, indicesSchema), []);
  if (rows.length === 0) await assertStateRecovered(elasticsearch);
  return rows.map((row) => ({
    name: row.index,
    uuid: row.uuid,
    open: row.status === 'open',
    ...(row['docs.count'] === undefined ? {} : { documents: row['docs.count'] }),
    ...(row['pri.store.size'] === undefined ? {} : { primaryBytes: row['pri.store.size'] }),
  }));
}

/** Deletes one index by its exact name; one that does not exist counts as deleted. */
export function deleteIndex(elasticsearch: Elasticsearch, name: string): Promise<void> {
  return deleteIndices(elasticsearch, [name]);
}

/** Deletes indices by their exact names, in as few requests as fit; those that do not exist count as deleted. */
export async function deleteIndices(elasticsearch: Elasticsearch, names: readonly string[]): Promise<void> {
  const inexact = names.find((name) => /[*,?]/.test(name) || name === '_all' || name === '');
  if (inexact !== undefined) throw new Error(`"${inexact}" is not the exact name of one index`);
  for (const list of nameLists(names)) {
    const request = { method: 'DELETE', path: `/${list}`, query: { ignore_unavailable: true } } as const;
    await insteadOf(IndexMissing, elasticsearch.send(request, z.unknown()), undefined);
  }
}

const countAnswer = z.object({ count: z.number(), _shards: z.object({ failed: z.number() }) });

/**
 * How many documents can be found in the indices, by a search over all their shards: `_cat/indices` may lag behind.
 * @throws IndexMissing; Unavailable while a shard has no copy to search.
 */
export async function countDocuments(elasticsearch: Elasticsearch, indices: readonly string[]): Promise<number> {
  let documents = 0;
  for (const list of nameLists(indices)) {
    const path = `/${list}/_count`;
    const { count, _shards: shards } = await elasticsearch.send({ method: 'GET', path }, countAnswer);
    if (shards.failed > 0)
      throw new Unavailable(`${shards.failed} shards cannot be searched`, { request: `GET ${path}` });
    documents += count;
  }
  return documents;
}
