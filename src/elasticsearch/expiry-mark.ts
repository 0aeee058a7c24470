import { z } from 'zod';
import { keptForGood } from '../planning/live-index';
import type { Elasticsearch } from './elasticsearch';

/** Marks restored indices, so that the next cleanup does not take for an old day what somebody has just brought back. */
export async function markRestored(elasticsearch: Elasticsearch, indices: readonly string[]): Promise<void> {
  const actions = indices.map((index) => ({ add: { index, alias: keptForGood, is_write_index: false } }));
  await elasticsearch.send({ method: 'POST', path: '/_aliases', body: { actions } }, z.unknown());
}
