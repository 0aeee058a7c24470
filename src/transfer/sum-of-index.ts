import type { Elasticsearch } from '../elasticsearch/elasticsearch';
import { readBlueprint } from '../elasticsearch/index-blueprint';
import { readExtents } from '../elasticsearch/shard-extents';
import { ContentSum } from '../planning/export/content-sum';
import { patiently } from './patiently';
import type { Surroundings } from './patiently';
import { readRange } from './read-range';
import { ReaderMemory } from './reader-memory';

/** How many documents an index has, and the sum of their content, by reading all of them. */
export async function sumOfIndex(
  { elasticsearch, ...surroundings }: Surroundings & { elasticsearch: Elasticsearch },
  index: string,
  onProgress: (documents: number) => void,
): Promise<{ documents: number; content: string }> {
  const { settings } = await patiently(surroundings, () => readBlueprint(elasticsearch, index));
  const shards = Number(settings['index.number_of_shards']);
  const mostDocuments = Number(settings['index.max_result_window'] ?? 10_000);
  const extents = await patiently(surroundings, () => readExtents(elasticsearch, index, shards));
  const reading = { ...surroundings, elasticsearch, index, mostDocuments };
  const sum = new ContentSum();
  const memory = new ReaderMemory();
  let documents = 0;
  for (const { shard, last } of extents) {
    if (last < 0) continue;
    for await (const page of readRange(reading, { shard, from: 0, to: last }, sum, memory)) {
      documents += page.documents;
      onProgress(documents);
    }
  }
  return { documents, content: sum.toString() };
}
