import { z } from 'zod';
import type { Elasticsearch } from './elasticsearch';
import { pathOf } from './path-of';
import { nameLists } from './request-line';

const rowsSchema = z.array(z.object({ alias: z.string(), index: z.string() }));

/** The aliases of these names that exist, each with an index that it points to. */
export async function listAliasesNamed(
  elasticsearch: Elasticsearch,
  names: readonly string[],
): Promise<{ alias: string; index: string }[]> {
  const found: { alias: string; index: string }[] = [];
  for (const list of nameLists(names)) {
    const query = { format: 'json', h: 'alias,index' };
    found.push(...(await elasticsearch.send({ method: 'GET', path: `/_cat/aliases/${list}`, query }, rowsSchema)));
  }
  return found;
}

/** What an alias has besides its index: filter, routing, whether writes go there. As the server tells it, for giving it back. */
export type AliasDefinition = Record<string, unknown>;

const definitionsSchema = z.record(
  z.string(),
  z.object({ aliases: z.record(z.string(), z.record(z.string(), z.unknown())) }),
);

/** The aliases of one index, by name. @throws IndexMissing. */
export async function getAliases(
  elasticsearch: Elasticsearch,
  index: string,
): Promise<Record<string, AliasDefinition>> {
  const request = { method: 'GET', path: pathOf`/${index}/_alias` } as const;
  const found = await elasticsearch.send(request, definitionsSchema);
  return found[index]?.aliases ?? {};
}

/** Gives an index aliases, all at once; those that it has already stay as they are told. */
export async function addAliases(
  elasticsearch: Elasticsearch,
  index: string,
  aliases: Record<string, AliasDefinition>,
): Promise<void> {
  const actions = Object.entries(aliases).map(([alias, definition]) => ({ add: { index, alias, ...definition } }));
  if (actions.length === 0) return;
  await elasticsearch.send({ method: 'POST', path: '/_aliases', body: { actions } }, z.unknown());
}

/** Takes an alias away from an index; one that is gone already counts as taken. */
export async function removeAlias(elasticsearch: Elasticsearch, index: string, alias: string): Promise<void> {
  const aliases = await getAliases(elasticsearch, index);
  if (aliases[alias] === undefined) return;
  const actions = [{ remove: { index, alias } }];
  await elasticsearch.send({ method: 'POST', path: '/_aliases', body: { actions } }, z.unknown());
}
