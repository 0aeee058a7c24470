import { z } from 'zod';
import type { Range } from '../planning/export/manifest';
import type { Elasticsearch } from './elasticsearch';
import { ServerFault } from './errors';
import { pathOf } from './path-of';
import type { ReusedBytes } from './reused-bytes';

/** A place in one shard as it was when it was first looked at; the server keeps that view until it is closed. */
export interface PlaceInView {
  view: string;
  /** The last document that has been read. */
  after?: number;
}

export interface PageOfView {
  /** As `documentsIn` reads it. */
  answer: Buffer;
  /** Where to go on; absent behind the last document. */
  next?: PlaceInView;
}

/** A view that nobody looks at any more for so long goes by itself. */
const kept = '5m';

/** Opens a view of one shard. For servers with `readsNeighboursFaster`. */
export async function openPointInTime(
  elasticsearch: Elasticsearch,
  index: string,
  shard: number,
): Promise<PlaceInView> {
  const query = { keep_alive: kept, preference: `_shards:${shard}` };
  const answer = z.object({ id: z.string() });
  const path = pathOf`/${index}/_pit`;
  return { view: (await elasticsearch.send({ method: 'POST', path, query }, answer)).id };
}

export async function closePointInTime(elasticsearch: Elasticsearch, { view }: PlaceInView): Promise<void> {
  await elasticsearch.send({ method: 'DELETE', path: '/_pit', body: { id: view } }, z.unknown());
}

/**
 * The next documents of a view that have a number of the range, in the order in which they lie on disk.
 * @param size how many of them.
 * @param most bytes that the answer may have.
 * @param into where they are put, until the next page is put there.
 * @throws AnswerTooLarge.
 */
export async function readPointInTime(
  elasticsearch: Elasticsearch,
  { view, after }: PlaceInView,
  { from, to }: Range,
  size: number,
  most: number,
  into: ReusedBytes,
): Promise<PageOfView> {
  const body = {
    size,
    track_total_hits: false,
    pit: { id: view, keep_alive: kept },
    query: { constant_score: { filter: { range: { _seq_no: { gte: from, lte: to } } } } },
    sort: ['_shard_doc'],
    ...(after === undefined ? {} : { search_after: [after] }),
  };
  const query = { allow_partial_search_results: false };
  const request = { method: 'POST', path: '/_search', query, body, timeout: 300_000 } as const;
  const answer = await elasticsearch.receive(request, most, into);
  // Read from both ends of the answer: its documents are left as they are until somebody wants them.
  const end = answer.toString('latin1', Math.max(0, answer.length - 100));
  if (/"hits":\[\]\}\s*\}\s*$/.test(end)) return { answer };
  const last = /"sort":\[(\d+)\]\}\]\}\s*\}\s*$/.exec(end)?.[1];
  // Each answer may carry another ID, by which the view goes on.
  const id = /^\{"pit_id":"([^"]+)"/.exec(answer.toString('latin1', 0, 10_000))?.[1];
  if (last === undefined || id === undefined)
    throw new ServerFault('A page of documents does not end as one should', { request: 'POST /_search' });
  return { answer, next: { view: id, after: Number(last) } };
}
