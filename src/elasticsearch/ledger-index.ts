import { z } from 'zod';
import type { LedgerEntry, LedgerLine } from '../planning/ledger';
import { insteadOf } from '../planning/instead-of';
import type { Elasticsearch } from './elasticsearch';
import { errorFromFacts } from './error-mapping';
import { IndexExists, IndexMissing } from './errors';
import { listIndices } from './indices';
import { pathOf } from './path-of';
import { readNestedError } from './remote-error';

/** Makes the index of a ledger, unless it is there. Entries are kept as they are; only their snapshot can be searched for. */
export async function createLedger(elasticsearch: Elasticsearch, index: string): Promise<void> {
  const { isTypeless } = await elasticsearch.capabilities();
  const mapping = { dynamic: false, properties: { snapshot: { type: 'keyword' } } };
  const body = {
    settings: { number_of_shards: 1, auto_expand_replicas: '0-1' },
    mappings: isTypeless ? mapping : { _doc: mapping },
  };
  const query = { wait_for_active_shards: 1 };
  const creation = elasticsearch.send({ method: 'PUT', path: pathOf`/${index}`, query, body }, z.unknown());
  await insteadOf(IndexExists, creation, undefined);
}

/** Writes what a snapshot must contain; a second time the same entry is replaced. */
export async function putLedgerEntry(elasticsearch: Elasticsearch, index: string, entry: LedgerEntry): Promise<void> {
  const path = pathOf`/${index}/_doc/${entry.snapshot}`;
  await elasticsearch.send(
    { method: 'PUT', path, query: { refresh: true }, body: entry, timeout: 60_000 },
    z.unknown(),
  );
}

const lineSchema = z.object({
  ...{ name: z.string(), uuid: z.string(), sealed: z.boolean() },
  ...{ documents: z.number(), bytes: z.number(), shards: z.number(), operations: z.number() },
  sample: z.array(z.object({ id: z.string(), sha256: z.string() })).optional(),
});
const entrySchema = z
  .object({ indices: z.array(lineSchema) })
  .transform(({ indices }) =>
    indices.map(({ sample, ...line }): LedgerLine => ({ ...line, ...(sample === undefined ? {} : { sample }) })),
  );

/** What a snapshot must contain; undefined when the ledger has no entry of it, or is not there. */
export async function readLedgerEntry(
  elasticsearch: Elasticsearch,
  index: string,
  snapshot: string,
): Promise<LedgerLine[] | undefined> {
  const answer = z.object({ docs: z.array(z.object({ _source: entrySchema.optional() })) });
  const [entry] = await readByIds(elasticsearch, index, [snapshot], {}, answer.shape.docs);
  return entry?._source;
}

/** The lines of the entry whose snapshot comes last by its name; none in an empty ledger. */
export async function readNewestEntry(elasticsearch: Elasticsearch, index: string): Promise<LedgerLine[]> {
  const body = { size: 1, query: { exists: { field: 'snapshot' } }, sort: [{ snapshot: 'desc' }] };
  const answer = z.object({ hits: z.object({ hits: z.array(z.object({ _source: entrySchema })) }) });
  const request = { method: 'POST', path: pathOf`/${index}/_search`, body, timeout: 60_000 } as const;
  const { hits } = await elasticsearch.send(request, answer);
  return hits.hits[0]?._source ?? [];
}

const countsSchema = z.array(
  z.object({
    _id: z.string(),
    _source: z
      .object({ indices: z.array(z.object({ name: z.string(), documents: z.number() })).default([]) })
      .optional(),
  }),
);

/**
 * How many documents each index had in each of the snapshots, as far as the ledger knows: by snapshot, then by index.
 * A ledger that is not there knows nothing.
 */
export async function readLedgerCounts(
  elasticsearch: Elasticsearch,
  index: string,
  snapshots: readonly string[],
): Promise<Map<string, Record<string, number>>> {
  const counts = new Map<string, Record<string, number>>();
  const query = { _source: 'indices.name,indices.documents' };
  for (const { _id: snapshot, _source: source } of await readByIds(
    ...([elasticsearch, index, snapshots, query, countsSchema] as const),
  )) {
    if (source === undefined) continue;
    const lines = source.indices.map(({ name, documents }) => [name, documents] as const);
    counts.set(snapshot, Object.fromEntries(lines));
  }
  return counts;
}

/** Documents of the ledger by their IDs, in their order. A ledger that is not there has none. */
export async function readByIds<T>(
  elasticsearch: Elasticsearch,
  index: string,
  ids: readonly string[],
  query: Record<string, string>,
  documents: z.ZodType<T[]>,
): Promise<T[]> {
  const { isTypeless } = await elasticsearch.capabilities();
  const found: T[] = [];
  for (let start = 0; start < ids.length; start += pageSize) {
    const page = ids.slice(start, start + pageSize);
    const body = { docs: page.map((id) => (isTypeless ? { _id: id } : { _id: id, _type: '_doc' })) };
    const request = { method: 'POST', path: pathOf`/${index}/_mget`, query, body, timeout: 60_000 } as const;
    const answer = elasticsearch.send(request, z.object({ docs: documents }));
    found.push(...(await insteadOf(IndexMissing, answer, { docs: [] })).docs);
  }
  return found;
}

const pageSize = 200;

const bulkSchema = z.object({
  items: z.array(z.object({ delete: z.object({ status: z.number(), error: z.unknown().optional() }) })),
});

/**
 * Takes the entries of snapshots that are gone out of the ledger; entries and ledgers that are not there are fine. By
 * their IDs: deleting by a query is a module that a server may lack.
 */
export async function forgetLedgerEntries(
  elasticsearch: Elasticsearch,
  index: string,
  snapshots: readonly string[],
): Promise<void> {
  if (snapshots.length === 0 || (await listIndices(elasticsearch, index)).length === 0) return;
  const { isTypeless } = await elasticsearch.capabilities();
  const type = isTypeless ? {} : { _type: '_doc' };
  const lines = snapshots.map((snapshot) => ({ delete: { _index: index, _id: snapshot, ...type } }));
  const request = { method: 'POST', path: '/_bulk', query: { refresh: true }, lines, timeout: 60_000 } as const;
  const { items } = await elasticsearch.send(request, bulkSchema);
  const failed = items.find(({ delete: { status } }) => status >= 300 && status !== 404);
  if (failed !== undefined) throw errorFromFacts(readNestedError(failed.delete.error, 'POST /_bulk'));
}
