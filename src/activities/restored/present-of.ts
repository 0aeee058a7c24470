import { listIndexTraits } from '../../elasticsearch/index-traits';
import type { IndexTraits } from '../../planning/live-index';
import type { RestoredFrom } from '../../planning/restored-mark';
import type { Cluster } from '../cluster';
import type { RestoredIndex } from '../restored-indices';

/** A restored index, with its snapshot and its name in there. */
export type MarkedIndex = RestoredIndex & Pick<RestoredFrom, 'snapshot' | 'index'>;

export interface Present extends Pick<RestoredFrom, 'snapshot' | 'index'> {
  traits: IndexTraits;
}

/** Those that are there under the same identity. Many days come with one look; names that a restore changed one by one. */
export async function presentOf(
  { elasticsearch, indexPattern }: Cluster,
  indices: readonly MarkedIndex[],
): Promise<Present[]> {
  const found = new Map<string, IndexTraits>();
  for (const traits of await listIndexTraits(elasticsearch, indexPattern.wildcard)) found.set(traits.name, traits);
  const others = indices.filter(({ name }) => !found.has(name));
  for (const { name } of others)
    for (const traits of await listIndexTraits(elasticsearch, name)) found.set(traits.name, traits);
  return indices.flatMap(({ name, uuid, snapshot, index }) => {
    const traits = found.get(name);
    return traits?.uuid === uuid ? [{ traits, snapshot, index }] : [];
  });
}
