import { z } from 'zod';
import type { Elasticsearch } from './elasticsearch';
import { pathOf } from './path-of';
import type { ReusedBytes } from './reused-bytes';

/** What became of the documents of one request, by their place in it. */
export interface Loaded {
  created: number;
  /** Documents whose ID was taken: they were left as they are. */
  present: number[];
  /** Documents that the server had no room for just now. */
  turnedAway: number[];
  /** The first that was refused for good, in the server's words. */
  refused?: { position: number; reason: string };
}

const outcome = z.object({
  status: z.number(),
  error: z.object({ type: z.string().optional(), reason: z.string().nullish() }).optional(),
});
const answerSchema = z.object({ items: z.array(z.object({ create: outcome })).default([]) });

/**
 * Sends one request of `create` actions: a document whose ID is there already is left alone, so that loading twice
 * changes nothing.
 * @param content an action line and a source line for each document.
 */
export async function loadDocuments(elasticsearch: Elasticsearch, index: string, content: Buffer): Promise<Loaded> {
  const query = { filter_path: 'items.*.status,items.*.error.type,items.*.error.reason' };
  const path = pathOf`/${index}/_bulk`;
  const { items } = await elasticsearch.send({ method: 'POST', path, query, content, timeout: 300_000 }, answerSchema);
  const loaded: Loaded = { created: 0, present: [], turnedAway: [] };
  items.forEach(({ create: { status, error } }, position) => {
    if (status < 300) loaded.created += 1;
    else if (status === 409) loaded.present.push(position);
    else if (status === 429 || status === 503) loaded.turnedAway.push(position);
    else loaded.refused ??= { position, reason: error?.reason ?? error?.type ?? `status ${status}` };
  });
  return loaded;
}

/** Documents by their IDs, as the bytes of the answer (`documentsIn`); one that is not there has no source. */
export async function readByIds(
  elasticsearch: Elasticsearch,
  index: string,
  documents: readonly { id: string; routing?: string; type: string }[],
  most: number,
  into: ReusedBytes,
): Promise<Buffer> {
  const { isTypeless } = await elasticsearch.capabilities();
  const docs = documents.map(({ id, routing, type }) => ({
    _id: id,
    ...(routing === undefined ? {} : { routing }),
    ...(isTypeless ? {} : { _type: type }),
  }));
  return elasticsearch.receive(
    { method: 'POST', path: pathOf`/${index}/_mget`, body: { docs }, timeout: 120_000 },
    most,
    into,
  );
}
