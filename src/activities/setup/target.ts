import type { SetupTarget } from '../../planning/setup-additions';
import type { Cluster } from '../cluster';
import { podsOf } from '../cluster';

/** What setup adds to this cluster's StatefulSets depends on. */
export function targetOf(cluster: Cluster): SetupTarget {
  return { cluster: cluster.name, kubernetes: podsOf(cluster).settings, repository: cluster.repositorySettings };
}
