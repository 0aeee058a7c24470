import type { ClusterNode } from './cluster-node';
import type { Pod } from './manifest';
import { nodeOf, restartNeed } from './restart-need';
import type { WantedPod } from './restart-need';
import { ordinalOf, rolloutOrder } from './rollout-order';
import type { PlannedRestart } from './rollout-order';
import type { StatefulSetFacts } from './setup-facts';

/** The pods that do not run what their StatefulSet and ConfigMap say, in the order of their restart. */
export function pendingRestarts(
  statefulSets: readonly Pick<StatefulSetFacts, 'statefulSet' | 'role' | 'pods'>[],
  nodes: readonly ClusterNode[],
  wanted: Omit<WantedPod, 'statefulSet'>,
): PlannedRestart[] {
  const found = statefulSets.flatMap(({ statefulSet, role, pods }) => {
    if (statefulSet === null) return [];
    return pods.flatMap((pod) => {
      const node = nodeOf(pod, nodes);
      const reason = restartNeed(pod, node, { ...wanted, statefulSet });
      return reason === null ? [] : [planned(pod, statefulSet.metadata.name, role, reason, node)];
    });
  });
  return rolloutOrder(found);
}

function planned(
  pod: Pod,
  statefulSet: string,
  role: PlannedRestart['role'],
  reason: string,
  node: ClusterNode | undefined,
): PlannedRestart {
  const { name, uid = '' } = pod.metadata;
  return {
    ...{
      pod: name,
      uid,
      node: node?.name ?? name,
      statefulSet,
      role: roleOf(node) ?? role,
      ordinal: ordinalOf(name),
      reason,
    },
    ...{ joined: node !== undefined, elected: node?.isElected ?? false },
  };
}

/** What a node says of itself counts, whatever list its StatefulSet stands in. */
function roleOf(node: ClusterNode | undefined): PlannedRestart['role'] | undefined {
  return node === undefined ? undefined : node.isMasterEligible ? 'master' : 'data';
}
