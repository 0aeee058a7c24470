import { listMarked } from '../../elasticsearch/expiry-mark';
import { readContents } from '../../elasticsearch/index-contents';
import type { RestoredNow } from '../../planning/expiry-verdict';
import type { IndexTraits } from '../../planning/live-index';
import { readMark } from '../../planning/restored-mark';
import type { RestoredMark } from '../../planning/restored-mark';
import type { Cluster, Dependencies } from '../cluster';
import type { RestoredIndex } from '../restored-indices';
import { tellContents } from './told-contents';

/** An index with a mark. */
export type Marked = Pick<RestoredNow, 'traits' | 'mark'>;

/**
 * The indices of a cluster that carry a mark, by name. One that names a cluster which logkeep.yaml does not have belongs
 * to the cluster that has its day: somebody has given that one another name.
 * @param only these and no others, by name and identity.
 */
export async function findMarked(
  cluster: Cluster,
  { clusters }: Dependencies,
  only?: readonly RestoredIndex[],
): Promise<Marked[]> {
  const belongs = ({ name }: IndexTraits, { from }: RestoredMark): boolean =>
    from !== undefined && clusters.has(from.cluster)
      ? from.cluster === cluster.name
      : cluster.indexPattern.dayOf(from?.index ?? name) !== null;
  const isMeant = ({ name, uuid }: IndexTraits): boolean =>
    only === undefined || only.some((index) => index.name === name && index.uuid === uuid);
  return (await listMarked(cluster.elasticsearch)).flatMap((traits) => {
    const mark = readMark(traits);
    return mark !== null && isMeant(traits) && belongs(traits, mark) ? [{ traits, mark }] : [];
  });
}

/**
 * What marked indices hold now. The mark of one whose restore nobody has seen complete, because its run was terminated,
 * is completed here, as far as the cluster still tells what it held then.
 */
export async function lookAtRestored(cluster: Cluster, marked: readonly Marked[]): Promise<RestoredNow[]> {
  const contents = await readContents(
    cluster.elasticsearch,
    marked.map(({ traits }) => traits.name),
  );
  const untold = marked.flatMap(({ traits: { name }, mark: { from, content } }) =>
    content === undefined && from !== undefined ? [{ name, snapshot: from.snapshot }] : [],
  );
  const told = await tellContents(cluster, untold, false);
  return marked.map(({ traits, mark }) => {
    const [content, held] = [contents.get(traits.name), told.get(traits.name)];
    return { traits, mark: held === undefined ? mark : { ...mark, content: held }, ...(content && { content }) };
  });
}
