import { z } from 'zod';
import { aliasOf, marksOf } from '../planning/restored-mark';
import type { RestoredMark } from '../planning/restored-mark';
import type { IndexTraits } from '../planning/live-index';
import type { Elasticsearch } from './elasticsearch';
import { listIndexTraits } from './index-traits';

/** A restored index and what its mark is to say. */
export interface Marking {
  index: Pick<IndexTraits, 'name' | 'aliases'>;
  mark: RestoredMark;
}

/**
 * Marks restored indices, in the place of whatever marks they have. One request, so that there is no moment without one.
 * @throws IndexMissing when one of them is gone: then nothing was changed.
 */
export async function putMarks(elasticsearch: Elasticsearch, markings: readonly Marking[]): Promise<void> {
  const actions = markings.flatMap(({ index, mark }) => {
    const { name: alias, indexRouting } = aliasOf(mark);
    const outdated = marksOf(index).filter(({ name }) => name !== alias);
    const routing = indexRouting === undefined ? {} : { index_routing: indexRouting };
    return [
      ...outdated.map(({ name }) => ({ remove: { index: index.name, alias: name } })),
      { add: { index: index.name, alias, is_write_index: false, ...routing } },
    ];
  });
  if (actions.length === 0) return;
  await elasticsearch.send({ method: 'POST', path: '/_aliases', body: { actions } }, z.unknown());
}

/** All indices of the server that carry a mark, open or closed, whatever their names, by name. */
export function listMarked(elasticsearch: Elasticsearch): Promise<IndexTraits[]> {
  return listIndexTraits(elasticsearch, 'logkeep-expires-*');
}
