import type { Range } from '../planning/export/manifest';
import type { Elasticsearch } from './elasticsearch';
import { pathOf } from './path-of';
import type { ReusedBytes } from './reused-bytes';

/**
 * The documents of a run of sequence numbers of one shard, as the bytes of the answer (`documentsIn`): every document
 * has one of its own, so there are at most as many. Nothing is kept open on the server between two pages.
 * Not with `filter_path`, which would have the server write every source anew.
 * @param most bytes that the answer may have.
 * @param into where they are put, until the next page is put there.
 * @throws AnswerTooLarge.
 */
export function readPage(
  elasticsearch: Elasticsearch,
  index: string,
  { shard, from, to }: Range,
  most: number,
  into: ReusedBytes,
): Promise<Buffer> {
  const body = {
    size: to - from + 1,
    track_total_hits: false,
    query: { constant_score: { filter: { range: { _seq_no: { gte: from, lte: to } } } } },
  };
  // An answer in which a shard failed would lack documents.
  const query = { preference: `_shards:${shard}`, allow_partial_search_results: false };
  return elasticsearch.receive(
    { method: 'POST', path: pathOf`/${index}/_search`, query, body, timeout: 300_000 },
    most,
    into,
  );
}
