import type { Elasticsearch } from '../elasticsearch/elasticsearch';
import type { Kubernetes } from '../kubernetes/kubernetes';
import type { CleanupRules } from '../planning/cleanup-rules';
import { InvalidInput } from '../planning/input';
import type { IndexPattern } from '../planning/index-pattern';
import type { KubernetesSettings } from '../planning/kubernetes-settings';
import type { RepositorySettings } from '../planning/repository-definition';
import type { RetentionRules } from '../planning/retention-rules';
import type { SpaceFloor } from '../planning/free-space';
import { didYouMean } from '../planning/suggestion';
import type { TimeSpan } from '../planning/time-span';
import type { Notices } from './notices/notices';

/** One cluster of logkeep.yaml, ready to be spoken to. Made by the worker; nothing of it but names enters a history. */
export interface Cluster {
  name: string;
  elasticsearch: Elasticsearch;
  indexPattern: IndexPattern;
  /** What the lease is named after: clusters of logkeep.yaml that are one server share it. */
  lease: string;
  /** An IANA time zone. */
  timeZone: string;
  /** The pattern of snapshot names. */
  snapshotName: string;
  repository: string;
  /** What setup registers. */
  repositorySettings: RepositorySettings;
  /** Whether a snapshot in which shards failed counts as a backup of the others. */
  allowPartial?: boolean;
  /** Which snapshots may go; absent: none. */
  retention?: RetentionRules;
  /** Which live indices may go once they are backed up; absent: none. */
  cleanup?: CleanupRules;
  /** How much room the backup volume has to have, and a folder of it on the worker's machine if there is one. */
  freeSpace: { floor: SpaceFloor; path?: string };
  /** How long without a successful backup is too long; absent: a little more than a day. */
  overdueAfter?: TimeSpan;
  /** How long without a drill is too long; absent where none are scheduled. */
  drillOverdueAfter?: TimeSpan;
  /** Where its pods are; absent for a cluster that logkeep reaches by its address only. */
  kubernetes?: OnKubernetes;
}

export interface OnKubernetes {
  api: Kubernetes;
  settings: KubernetesSettings;
}

/** What the activities need from the process that runs them. */
export interface Dependencies {
  clusters: ReadonlyMap<string, Cluster>;
  /** Whether this Temporal namespace has logkeep's search attributes. */
  searchAttributes: boolean;
  /** Who is told, and what is measured. */
  notices: Notices;
}

/** @throws InvalidInput with the nearest name, when logkeep.yaml has no such cluster. */
export function clusterNamed(name: string, { clusters }: Dependencies): Cluster {
  const cluster = clusters.get(name);
  if (cluster !== undefined) return cluster;
  const known = [...clusters.keys()];
  const hint = didYouMean(name, known) || ` (known: ${known.join(', ') || 'none'})`;
  throw new InvalidInput('The input names an unknown cluster', [`logkeep.yaml has no cluster "${name}"${hint}`], {
    cluster: known[0] ?? 'kubesphere',
  });
}

/** Where the pods of a cluster are. @throws InvalidInput when logkeep.yaml does not say. */
export function podsOf({ name, kubernetes }: Cluster): OnKubernetes {
  if (kubernetes !== undefined) return kubernetes;
  throw new InvalidInput('This needs Kubernetes', [`logkeep.yaml has no section "kubernetes" for cluster "${name}"`], {
    cluster: name,
  });
}
