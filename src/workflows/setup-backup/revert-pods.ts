import { firstNames } from '../../planning/listing';
import { patient } from '../activity-proxies';
import type { Tracker } from '../tracker';
import { UndoStack } from '../undo';
import { takeBack } from './handover';
import type { RestartTerms } from './restart-pods';
import { restartPods } from './restart-pods';

/**
 * After templates and ConfigMap have been put back: restarts just those pods that had already been changed, with the
 * same care, frees one that is stuck on a template which could not start, and then sends a stand-in away.
 * @param touched the pods that this run has begun to restart; others are not its business.
 * @returns the clauses that say what was undone.
 */
export async function revertPods(
  terms: RestartTerms,
  masters: readonly string[],
  tracker: Tracker,
  touched: ReadonlySet<string>,
): Promise<string[]> {
  const { cluster } = terms;
  const undo = new UndoStack();
  const restarted = await restartPods({ ...terms, among: [...touched] }, tracker, undo);
  const tookBack: string[] = [];
  for (const statefulSet of masters) tookBack.push(...(await takeBack(cluster, statefulSet)));
  await patient.releaseAllocation({ cluster, pods: [...touched] });
  await patient.releaseRollout({ cluster });
  return [...(restarted.length === 0 ? [] : [`restarted ${firstNames(restarted)} as they were`]), ...tookBack];
}
