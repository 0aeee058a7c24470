import { z } from 'zod';
import type { Elasticsearch } from './elasticsearch';
import { Rejected } from './errors';

const flushTimeout = 300_000;

/**
 * Writes everything to disk, so that a node that restarts comes back quickly: by a synced flush where there is one
 * (Elasticsearch 6.x and 7.x), else by a plain one. Best effort: shards that are written to meanwhile answer 409.
 */
export async function flushAll(elasticsearch: Elasticsearch): Promise<void> {
  const { hasSyncedFlush } = await elasticsearch.capabilities();
  const path = hasSyncedFlush ? '/_flush/synced' : '/_flush';
  try {
    await elasticsearch.send({ method: 'POST', path, timeout: flushTimeout }, z.unknown());
  } catch (error) {
    if (!(error instanceof Rejected && error.facts.status === 409)) throw error;
  }
}
