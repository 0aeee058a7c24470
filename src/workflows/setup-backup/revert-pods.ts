import { firstNames } from '../../planning/listing';
import type { Tracker } from '../tracker';
import { UndoStack } from '../undo';
import type { RestartTerms, Touched } from './restart-pods';
import { restartPods } from './restart-pods';

/**
 * After templates and ConfigMap have been put back: restarts the pods that had already been changed, with the same care,
 * and frees those that are stuck on a template which could not start.
 * @param touched the pods that this run has begun to restart; of others only those that are stuck are its business.
 * @returns the clauses that say what was undone.
 */
export async function revertPods(terms: RestartTerms, tracker: Tracker, touched: Touched): Promise<string[]> {
  // Its own undos are none: what they would do has its turn after this, whatever becomes of it.
  await restartPods({ ...terms, among: [...touched.keys()] }, tracker, new UndoStack(), touched);
  const pods = [...touched.keys()];
  return pods.length === 0 ? [] : [`${firstNames(pods)} ${pods.length === 1 ? 'runs' : 'run'} as before`];
}
