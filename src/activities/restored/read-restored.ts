import { listMarked } from '../../elasticsearch/expiry-mark';
import { readContents } from '../../elasticsearch/index-contents';
import { readWrites } from '../../elasticsearch/index-writes';
import { getPrimaryRecoveries } from '../../elasticsearch/recovery';
import type { RestoredNow } from '../../planning/expiry-verdict';
import type { IndexTraits } from '../../planning/live-index';
import { contentAtRestore } from '../../planning/restored-content';
import { readMark } from '../../planning/restored-mark';
import type { RestoredMark } from '../../planning/restored-mark';
import type { Cluster, Dependencies } from '../cluster';

/** An index with a mark. */
export type Marked = Pick<RestoredNow, 'traits' | 'mark'>;

/**
 * The indices of a cluster that carry a mark, by name. One that names a cluster which logkeep.yaml does not have belongs
 * to the cluster that has its day: somebody has given that one another name.
 */
export async function findMarked(cluster: Cluster, { clusters }: Dependencies): Promise<Marked[]> {
  const belongs = ({ name }: IndexTraits, { from }: RestoredMark): boolean =>
    from !== undefined && clusters.has(from.cluster)
      ? from.cluster === cluster.name
      : cluster.indexPattern.dayOf(from?.index ?? name) !== null;
  return (await listMarked(cluster.elasticsearch)).flatMap((traits) => {
    const mark = readMark(traits);
    return mark !== null && belongs(traits, mark) ? [{ traits, mark }] : [];
  });
}

/**
 * What marked indices hold now. The mark of one whose restore nobody has seen complete, because its run was terminated,
 * is completed here, as far as the cluster still tells what it held then.
 */
export async function lookAtRestored({ elasticsearch }: Cluster, marked: readonly Marked[]): Promise<RestoredNow[]> {
  const names = marked.map(({ traits }) => traits.name);
  const contents = await readContents(elasticsearch, names);
  const incomplete = marked.filter(({ mark }) => mark.content === undefined && mark.from !== undefined);
  const untold = incomplete.map(({ traits }) => traits.name).filter((name) => contents.has(name));
  const writes = await readWrites(elasticsearch, untold);
  const recoveries = await getPrimaryRecoveries(elasticsearch, untold);
  return marked.map(({ traits, mark }) => {
    const content = contents.get(traits.name);
    if (content === undefined) return { traits, mark };
    const counted = writes.get(traits.name);
    if (mark.content !== undefined || mark.from === undefined || counted === undefined)
      return { traits, mark, content };
    const own = recoveries.filter(({ index }) => index === traits.name);
    const told = contentAtRestore({ content, writes: counted, recoveries: own }, mark.from.snapshot, false);
    return { traits, content, mark: told === null ? mark : { ...mark, content: told } };
  });
}
