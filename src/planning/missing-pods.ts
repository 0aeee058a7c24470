import type { Completeness } from './calm';
import type { ClusterNode } from './cluster-node';
import { meantReplicas } from './meant-replicas';
import { nodeOf } from './restart-need';
import type { StatefulSetFacts } from './setup-facts';

/** Which pods the StatefulSets are meant to have whose Elasticsearch is not in the cluster. */
export function missingPods(
  statefulSets: readonly Pick<StatefulSetFacts, 'statefulSet' | 'role' | 'pods'>[],
  nodes: readonly ClusterNode[],
): Pick<Completeness, 'missing' | 'yellowIsFine'> {
  const missing = statefulSets.flatMap(({ statefulSet, pods }) => {
    if (statefulSet === null) return [];
    const absent = (statefulSet.spec.replicas ?? 1) - pods.length;
    const out = pods.filter((pod) => nodeOf(pod, nodes) === undefined).map(({ metadata }) => metadata.name);
    return absent > 0 ? [...out, `${absent} of ${statefulSet.metadata.name}`] : out;
  });
  const others = nodes.filter(
    ({ isData, name, ip }) =>
      isData &&
      !statefulSets.some(({ pods }) => pods.some((pod) => pod.metadata.name === name || pod.status?.podIP === ip)),
  );
  return { missing, yellowIsFine: dataPods(statefulSets) + others.length === 1 };
}

/** How many data nodes there are meant to be; without sets of their own, the masters hold the data. */
function dataPods(statefulSets: readonly Pick<StatefulSetFacts, 'statefulSet' | 'role'>[]): number {
  const data = meantReplicas(statefulSets, 'data');
  return data === 0 ? meantReplicas(statefulSets, 'master') : data;
}
