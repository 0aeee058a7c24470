import { putMarks } from '../../elasticsearch/expiry-mark';
import { Expiry } from '../../planning/expiry';
import { readMark } from '../../planning/restored-mark';
import type { RestoredFrom } from '../../planning/restored-mark';
import type { Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { withinActivity } from '../within-activity';
import { presentOf } from './present-of';
import type { MarkedIndex } from './present-of';

export interface MarkRestoredInput extends Pick<RestoredFrom, 'cluster' | 'run'> {
  indices: MarkedIndex[];
  /** ISO 8601, or `never`. */
  expires: string;
}

/**
 * Marks what a restore has just created, before the data is there: a run that is terminated later leaves no old day
 * behind that a cleanup would take for its own, and none that nobody ever removes. Indices with a mark keep it.
 */
export async function markRestored(
  dependencies: Dependencies,
  { indices, expires, cluster: name, run }: MarkRestoredInput,
): Promise<void> {
  const cluster = withinActivity(clusterNamed(name, dependencies));
  const unmarked = (await presentOf(cluster, indices)).filter(({ traits }) => readMark(traits) === null);
  const markings = unmarked.map(({ traits, snapshot, index }) => ({
    index: traits,
    mark: { expires: Expiry.parse(expires), from: { cluster: name, run, snapshot, index } },
  }));
  await putMarks(cluster.elasticsearch, markings);
}
