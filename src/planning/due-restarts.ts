import type { ClusterNode } from './cluster-node';
import { pendingRestarts } from './pending-restarts';
import { isReady } from './pod-trouble';
import type { WantedPod } from './restart-need';
import type { PlannedRestart } from './rollout-order';
import type { StatefulSetFacts } from './setup-facts';

/**
 * The pods that are due for a restart, in their order. While nobody can say who is in the cluster, as without a master,
 * that is known only of pods that are not Ready: one of them may be the master that cannot start.
 * @param nodes null when Elasticsearch gave no answer.
 * @param among only these pods, and those that are out of the cluster: nothing is lost by freeing them, and the others
 * wait for them. Left out, all.
 * @returns null when it cannot be told whether any is due: no answer is not the same as nothing to do.
 */
export function dueRestarts(
  statefulSets: readonly Pick<StatefulSetFacts, 'statefulSet' | 'role' | 'pods'>[],
  nodes: readonly ClusterNode[] | null,
  wanted: Omit<WantedPod, 'statefulSet'>,
  among?: readonly string[],
): PlannedRestart[] | null {
  const looked = nodes === null ? statefulSets.map(withoutReadyPods) : statefulSets;
  const due = pendingRestarts(looked, nodes ?? [], wanted).filter(
    ({ pod, joined }) => !joined || (among?.includes(pod) ?? true),
  );
  return nodes === null && due.length === 0 && among?.length !== 0 ? null : due;
}

function withoutReadyPods<T extends Pick<StatefulSetFacts, 'pods'>>(statefulSet: T): T {
  return { ...statefulSet, pods: statefulSet.pods.filter((pod) => !isReady(pod)) };
}
