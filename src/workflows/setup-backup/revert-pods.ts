import { firstNames } from '../../planning/listing';
import { patient } from '../activity-proxies';
import type { Tracker } from '../tracker';
import { UndoStack } from '../undo';
import { takeBack } from './handover';
import type { RestartTerms, Touched } from './restart-pods';
import { calm, namesOf, restartPods } from './restart-pods';

/**
 * After templates and ConfigMap have been put back: lets a pod that is just stopping go, restarts those that had already
 * been changed, with the same care, frees one that is stuck on a template which could not start, and then sends a
 * stand-in away.
 * @param touched the pods that this run has begun to restart; others are not its business.
 * @returns the clauses that say what was undone.
 */
export async function revertPods(
  terms: RestartTerms,
  masters: readonly string[],
  tracker: Tracker,
  touched: Touched,
): Promise<string[]> {
  const { cluster } = terms;
  const pods = [...touched.keys()];
  for (const { pod, node, uid } of touched.values())
    await patient.stopPod({ cluster, pod, node, uid, onlyIfStopping: true });
  await restartPods({ ...terms, among: pods }, tracker, new UndoStack());
  const tookBack: string[] = [];
  for (const statefulSet of masters) tookBack.push(...(await takeBack(cluster, statefulSet)));
  await patient.releaseAllocation({ cluster, pods: namesOf(touched) });
  await patient.releaseRollout({ cluster });
  if (pods.length > 0) await calm(cluster, (what) => tracker.at('undoing', `Putting pods back: ${what}`));
  return [
    ...(pods.length === 0 ? [] : [`${firstNames(pods)} ${pods.length === 1 ? 'runs' : 'run'} as before`]),
    ...tookBack,
  ];
}
