import type { StatefulSetFacts } from './setup-facts';

/** How many pods the StatefulSets of a role are meant to have, whether or not they are there; Kubernetes' default is one. */
export function meantReplicas(
  statefulSets: readonly Pick<StatefulSetFacts, 'statefulSet' | 'role'>[],
  role: StatefulSetFacts['role'],
): number {
  return statefulSets
    .filter((one) => one.role === role)
    .reduce((sum, { statefulSet }) => sum + (statefulSet?.spec.replicas ?? 1), 0);
}
