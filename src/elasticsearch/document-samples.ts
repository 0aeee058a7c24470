import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalText, spreadSample } from '../planning/document-sample';
import type { SampledDocument } from '../planning/document-sample';
import type { Elasticsearch } from './elasticsearch';

const hitsSchema = z.object({ hits: z.array(z.object({ _id: z.string(), _source: z.unknown() })) });
// One search of many that fails says so in the place of its answer.
const answerSchema = z.object({ responses: z.array(z.object({ hits: hitsSchema.optional() })) });

/** Searches of one request: many enough to save most of the round trips, few enough for small answers. */
const batchSize = 250;
const patience = 60_000;

/** An index, and over how many primary shards it is spread. */
export interface SampledIndex {
  name: string;
  shards: number;
}

/**
 * A few documents of each index, by name: the first of some of its shards, in the order in which Lucene keeps them, which
 * costs no sorting. An index that cannot be searched, keeps no source, or is empty is missing.
 */
export async function sampleDocuments(
  elasticsearch: Elasticsearch,
  indices: readonly SampledIndex[],
): Promise<Map<string, SampledDocument[]>> {
  const searches = indices.flatMap(({ name, shards }) => {
    const spread = spreadSample(shards);
    return Array.from({ length: spread.shards }, (_, shard) => ({ index: name, shard, size: spread.each }));
  });
  const samples = new Map<string, SampledDocument[]>();
  for (let start = 0; start < searches.length; start += batchSize) {
    const batch = searches.slice(start, start + batchSize);
    const lines = batch.flatMap(({ index, shard, size }) => [
      { index, preference: `_shards:${shard}`, ignore_unavailable: true },
      { size, sort: ['_doc'], terminate_after: size },
    ]);
    const answers = await search(elasticsearch, lines);
    for (const [position, documents] of answers.entries()) {
      const name = batch[position]?.index;
      if (name !== undefined && documents.length > 0) samples.set(name, [...(samples.get(name) ?? []), ...documents]);
    }
  }
  return samples;
}

/**
 * The documents with these IDs, as many as an index has. By a search and not by a lookup, which would need to know the
 * type of each (6.x) and where it was routed to.
 */
export async function findDocuments(
  elasticsearch: Elasticsearch,
  index: string,
  ids: readonly string[],
): Promise<SampledDocument[]> {
  if (ids.length === 0) return [];
  // The same ID may be there once for each routing.
  const lines = [{ index }, { size: ids.length * 10, query: { ids: { values: ids } } }];
  return (await search(elasticsearch, lines))[0] ?? [];
}

async function search(elasticsearch: Elasticsearch, lines: object[]): Promise<SampledDocument[][]> {
  const request = { method: 'POST', path: '/_msearch', lines, timeout: patience } as const;
  const { responses } = await elasticsearch.send(request, answerSchema);
  return responses.map(({ hits }) => (hits?.hits ?? []).flatMap(sampled));
}

function sampled({ _id: id, _source: source }: z.output<typeof hitsSchema>['hits'][number]): SampledDocument[] {
  if (source === undefined) return [];
  return [{ id, sha256: createHash('sha256').update(canonicalText(source)).digest('hex') }];
}
