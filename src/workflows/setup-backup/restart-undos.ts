import { patient } from '../activity-proxies';
import type { UndoStack } from '../undo';
import { takeBack } from './handover';
import { namesOf } from './restart-pods';
import type { Touched } from './restart-pods';

/**
 * Registers what the cluster needs for its ordinary life, however a restart of its pods ends. Each is an undo of its own,
 * so that one that fails keeps none of the others from its turn. They run from the last to the first.
 * @param masters the StatefulSets of masters; without Kubernetes there are none, and nothing was restarted.
 * @param touched the pods whose restart has begun when they run.
 */
export function pushRestartUndos(undo: UndoStack, cluster: string, masters: readonly string[], touched: Touched): void {
  undo.push('allocation settings may not be as they were', async () =>
    masters.length === 0 ? [] : patient.releaseAllocation({ cluster, pods: namesOf(touched) }),
  );
  for (const statefulSet of masters)
    undo.push(`StatefulSet ${statefulSet} may still have a stand-in`, () => takeBack(cluster, statefulSet));
}

/** Registers that pods which are just stopping are let go: their drain hooks would exclude their nodes once more. */
export function pushLettingGo(undo: UndoStack, cluster: string, touched: Touched): void {
  undo.push('a pod that is stopping may have its node excluded from allocation', async () => {
    for (const { pod, node, uid } of touched.values())
      await patient.stopPod({ cluster, pod, node, uid, onlyIfStopping: true });
    return [];
  });
}
