import type { ClusterNode } from './cluster-node';
import { meantReplicas } from './meant-replicas';
import { nodeOf } from './restart-need';
import type { StatefulSetFacts } from './setup-facts';

/**
 * How many nodes can be elected once the cluster is complete: those that its StatefulSets are meant to have, and those of
 * others that are there. A master that is out for a moment has not stopped to count.
 */
export function expectedMasters(
  statefulSets: readonly Pick<StatefulSetFacts, 'statefulSet' | 'role' | 'pods'>[],
  nodes: readonly ClusterNode[],
): number {
  const masterSets = statefulSets.filter(({ role }) => role === 'master');
  const own = masterSets.flatMap(({ pods }) => pods.map((pod) => nodeOf(pod, nodes)?.name));
  const others = nodes.filter(({ isMasterEligible, name }) => isMasterEligible && !own.includes(name));
  return meantReplicas(masterSets, 'master') + others.length;
}
