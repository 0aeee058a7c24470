import { firstNames } from '../../planning/listing';
import { quick } from '../activity-proxies';
import type { Tracker } from '../tracker';
import { UndoStack } from '../undo';
import type { RestartTerms } from './restart-pods';
import { restartPods } from './restart-pods';

/**
 * After templates and ConfigMap have been put back: restarts just those pods that had already been changed, with the
 * same care, and frees one that is stuck on a template which could not start.
 * @param touched the pods that this run has begun to restart; others are not its business.
 * @returns the clauses that say what was undone.
 */
export async function revertPods(
  terms: RestartTerms,
  tracker: Tracker,
  touched: ReadonlySet<string>,
): Promise<string[]> {
  const undo = new UndoStack();
  try {
    const restarted = await restartPods({ ...terms, among: [...touched] }, tracker, undo);
    await quick.releaseRollout({ cluster: terms.cluster });
    return restarted.length === 0 ? [] : [`restarted ${firstNames(restarted)} as they were`];
  } catch (error) {
    // What has begun here has its own undos, and the failure is told by whoever called this.
    await undo.unwind();
    throw error;
  }
}
