import { z } from 'zod';
import type { ProofDocument } from '../planning/repository-proof';
import type { Elasticsearch } from './elasticsearch';
import { IndexExists } from './errors';
import { insteadOf } from '../planning/instead-of';
import { pathOf } from './path-of';

const shardsTimeout = 60;

/** Makes a tiny index of one shard with the documents in it; one that an earlier attempt has left is completed. */
export async function writeProofIndex(
  elasticsearch: Elasticsearch,
  index: string,
  documents: Record<string, ProofDocument>,
): Promise<void> {
  const body = { settings: { number_of_shards: 1, number_of_replicas: 0 } };
  const query = { wait_for_active_shards: 1, timeout: `${shardsTimeout}s` };
  const creation = { method: 'PUT', path: pathOf`/${index}`, query, body } as const;
  await insteadOf(IndexExists, elasticsearch.send(creation, z.unknown()), undefined);
  for (const [id, document] of Object.entries(documents)) {
    // On 6.x `_doc` names the type, later it is part of the API: the same path on every version.
    const path = pathOf`/${index}/_doc/${id}`;
    const request = { method: 'PUT', path, query: { refresh: true }, body: document } as const;
    await elasticsearch.send({ ...request, timeout: 2 * shardsTimeout * 1000 }, z.unknown());
  }
}

const hitsSchema = z.object({
  hits: z.object({ hits: z.array(z.object({ _id: z.string(), _source: z.unknown() })) }),
});
const mostDocuments = 100;

/** The first hundred documents of an index, by their IDs. */
export async function readDocuments(elasticsearch: Elasticsearch, index: string): Promise<Record<string, unknown>> {
  const query = { size: mostDocuments, allow_partial_search_results: false };
  const { hits } = await elasticsearch.send({ method: 'GET', path: pathOf`/${index}/_search`, query }, hitsSchema);
  return Object.fromEntries(hits.hits.map(({ _id, _source }) => [_id, _source]));
}
