import { readContents } from '../../elasticsearch/index-contents';
import { readWrites } from '../../elasticsearch/index-writes';
import { getPrimaryRecoveries } from '../../elasticsearch/recovery';
import { contentAtRestore } from '../../planning/restored-content';
import type { RestoredContent } from '../../planning/restored-mark';
import type { Cluster } from '../cluster';

/**
 * What restored indices held when they came out of their snapshots, by name; those of which that cannot be told any
 * more, or not yet, are missing.
 */
export async function tellContents(
  { elasticsearch }: Pick<Cluster, 'elasticsearch'>,
  restored: readonly { name: string; snapshot: string }[],
  isFresh: boolean,
): Promise<Map<string, RestoredContent>> {
  const contents = await readContents(
    elasticsearch,
    restored.map(({ name }) => name),
  );
  const names = [...contents.keys()];
  // Only now: what was written between the two looks has to be counted by this one.
  const writes = await readWrites(elasticsearch, names);
  const recoveries = await getPrimaryRecoveries(elasticsearch, names);
  const told = restored.flatMap(({ name, snapshot }) => {
    const [content, counted] = [contents.get(name), writes.get(name)];
    if (content === undefined || counted === undefined) return [];
    const own = recoveries.filter(({ index }) => index === name);
    const held = contentAtRestore({ content, writes: counted, recoveries: own }, snapshot, isFresh);
    return held === null ? [] : [[name, held] as const];
  });
  return new Map(told);
}
