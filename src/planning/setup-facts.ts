import type { ShardHealth } from './calm';
import type { ClusterNode } from './cluster-node';
import type { KubernetesSettings } from './kubernetes-settings';
import type { ConfigMap, PersistentVolumeClaim, Pod, StatefulSet } from './manifest';
import type { OnlyCopy } from './only-copies';
import type { RepositoryDefinition, RepositorySettings } from './repository-definition';
import type { Presence } from './template-presence';

/** A StatefulSet of the cluster with its pods. */
export interface StatefulSetFacts {
  name: string;
  role: 'data' | 'master';
  /** Null when there is none of that name. */
  statefulSet: StatefulSet | null;
  pods: Pod[];
  additions: Presence;
  /** Why its template cannot take the backup volume, or null. */
  templateProblem: string | null;
  /** A re-creation was interrupted: what it was to become lies in the cluster. */
  isBeingRecreated: boolean;
}

/** What stands on Kubernetes before a setup. */
export interface KubernetesFacts {
  settings: KubernetesSettings;
  /** What logkeep's account may not do, in the words of `kubectl auth can-i`. */
  missingRights: string[];
  /** Those that a restart would be gentler with: commands in the pods. */
  missingExecRights: string[];
  statefulSets: StatefulSetFacts[];
  configMap: ConfigMap | null;
  /** path.repo as the ConfigMap has it; empty when there is none. */
  pathRepo: string[];
  /** Why elasticsearch.yml in the ConfigMap cannot be edited, or null. */
  configProblem: string | null;
  claim: PersistentVolumeClaim | null;
  /** Why the claim that exists cannot be used. */
  claimObjections: string[];
  /** The bound volume goes with its claim: reclaim policy Delete. Null when nobody may look. */
  volumeIsDeletedWithClaim: boolean | null;
}

/** What Elasticsearch says of itself before a setup. */
export interface ElasticsearchFacts {
  distribution: string;
  version: string;
  health: ShardHealth;
  nodes: ClusterNode[];
  /** discovery.zen.minimum_master_nodes; null where there is no such setting (7.0 and later). */
  minimumMasters: number | null;
  /** Running snapshots and restores, a clause each. */
  operations: string[];
  onlyCopies: OnlyCopy[];
  /** cluster.routing.allocation.enable where somebody has set it. */
  allocation: { transient?: string; persistent?: string };
  /** Node names in the transient cluster.routing.allocation.exclude._name, where drain hooks leave theirs behind. */
  excludedNodes: string[];
  repository: RepositoryFacts;
}

export interface RepositoryFacts {
  isRegistered: boolean;
  /** The registered one, where it holds nothing that may be secret; null otherwise. */
  registered: RepositoryDefinition | null;
  /** In what the registered one differs from logkeep.yaml, a clause each. */
  differences: string[];
  /** Why the registered one cannot be used, in the server's words and ours; null when every node could. */
  fault: string | null;
  /** Why a node cannot use repositories of this type at all, or null. */
  typeObjection: string | null;
  /** Why a node without a mount of ours cannot use its place: no path.repo has it; null elsewhere. */
  pathRepoObjection: string | null;
  /** Why the same place must not be registered once more: under which other name it is already. */
  otherRegistrations: string[];
}

/** Everything that the plan of a setup is made from. */
export interface SetupFacts {
  /** The cluster of logkeep.yaml. */
  cluster: string;
  repository: RepositorySettings;
  elasticsearch: ElasticsearchFacts;
  /** Absent for a cluster that logkeep reaches by its address only. */
  kubernetes?: KubernetesFacts;
  /** Why the single master cannot be handed over; null when it can, or when there are several. */
  handoverObjection: string | null;
}
