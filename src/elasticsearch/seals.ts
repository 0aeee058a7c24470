import { z } from 'zod';
import { sealAlias } from '../planning/live-index';
import type { Elasticsearch } from './elasticsearch';
import { nameLists } from './request-line';

/**
 * Blocks indices for writing. Each is marked with an alias first, so that the block is known as logkeep's own whatever
 * happens next.
 * @throws IndexMissing when one of them is gone: nothing or only the mark may be there then.
 */
export async function blockWrites(elasticsearch: Elasticsearch, names: readonly string[]): Promise<void> {
  const mark = (index: string) => ({ add: { index, alias: sealAlias, is_write_index: false } });
  await changeAliases(elasticsearch, names.map(mark));
  await setWriteBlock(elasticsearch, names, true);
}

/** Lets indices be written again, and takes the mark away last. */
export async function allowWrites(elasticsearch: Elasticsearch, names: readonly string[]): Promise<void> {
  await setWriteBlock(elasticsearch, names, null);
  await changeAliases(
    elasticsearch,
    names.map((index) => ({ remove: { index, alias: sealAlias } })),
  );
}

/** Lets indices be written again, whatever marks they have. */
export async function unblockWrites(elasticsearch: Elasticsearch, names: readonly string[]): Promise<void> {
  await setWriteBlock(elasticsearch, names, null);
}

async function setWriteBlock(elasticsearch: Elasticsearch, names: readonly string[], value: true | null) {
  const body = { 'index.blocks.write': value };
  for (const list of nameLists(names))
    await elasticsearch.send({ method: 'PUT', path: `/${list}/_settings`, body }, z.unknown());
}

async function changeAliases(elasticsearch: Elasticsearch, actions: readonly object[]): Promise<void> {
  if (actions.length === 0) return;
  await elasticsearch.send({ method: 'POST', path: '/_aliases', body: { actions } }, z.unknown());
}
