import { z } from 'zod';
import type { IndexBody } from '../planning/export/index-for';
import type { Elasticsearch } from './elasticsearch';
import { pathOf } from './path-of';

/**
 * Creates an index that is about to be filled, with aliases that mark it from its first moment on.
 * @throws IndexExists; Rejected for settings and mappings that this server does not take.
 */
export async function createIndex(
  elasticsearch: Elasticsearch,
  index: string,
  body: IndexBody,
  aliases: readonly string[],
): Promise<void> {
  const { isTypeless } = await elasticsearch.capabilities();
  await elasticsearch.send(
    {
      method: 'PUT',
      path: pathOf`/${index}`,
      // 6.7 warns without it, and then does the same.
      ...(isTypeless ? {} : { query: { include_type_name: true } }),
      body: { ...body, aliases: Object.fromEntries(aliases.map((alias) => [alias, {}])) },
      timeout: 120_000,
    },
    z.unknown(),
  );
}

/** Gives an index that has been filled its own settings, and takes the mark of the filling away. */
export async function finishIndex(
  elasticsearch: Elasticsearch,
  index: string,
  settings: Record<string, unknown>,
  mark: string,
): Promise<void> {
  await elasticsearch.send({ method: 'PUT', path: pathOf`/${index}/_settings`, body: settings }, z.unknown());
  const actions = [{ remove: { index, alias: mark } }];
  await elasticsearch.send({ method: 'POST', path: '/_aliases', body: { actions } }, z.unknown());
}

/** Makes all that was written to an index searchable. */
export async function refreshIndex(elasticsearch: Elasticsearch, index: string): Promise<void> {
  await elasticsearch.send({ method: 'POST', path: pathOf`/${index}/_refresh`, timeout: 120_000 }, z.unknown());
}
