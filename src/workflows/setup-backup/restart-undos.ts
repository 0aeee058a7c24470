import { patient } from '../activity-proxies';
import type { UndoStack } from '../undo';
import { takeBack } from './handover';
import { namesOf } from './restart-pods';
import type { Touched } from './restart-pods';

/**
 * Registers what the cluster needs for its ordinary life, however a restart of its pods ends. Each is an undo of its own,
 * so that one that fails keeps none of the others from its turn. They run from the last to the first.
 * @param touched the pods whose restart has begun when they run.
 */
export function pushRestartUndos(undo: UndoStack, cluster: string, masters: readonly string[], touched: Touched): void {
  undo.push('StatefulSets may still be kept from rolling their pods', async () => {
    await patient.releaseRollout({ cluster });
    return [];
  });
  undo.push('allocation settings may not be as they were', () =>
    patient.releaseAllocation({ cluster, pods: namesOf(touched) }),
  );
  for (const statefulSet of masters)
    undo.push(`StatefulSet ${statefulSet} may still have a stand-in`, () => takeBack(cluster, statefulSet));
}

/** Lets pods go whose deletion was begun: a drain hook that is not ended would exclude its node once more. */
export async function letStoppingPodsGo(cluster: string, touched: Touched): Promise<void> {
  for (const { pod, node, uid } of touched.values())
    await patient.stopPod({ cluster, pod, node, uid, onlyIfStopping: true });
}
