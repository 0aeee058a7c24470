/** Where a cluster's Elasticsearch lives on Kubernetes, as logkeep.yaml and its preset say. */
export interface KubernetesSettings {
  /** A kubeconfig file; without one, the way in is found as kubectl finds it. */
  kubeconfig?: string;
  context?: string;
  namespace: string;
  /** Names of the StatefulSets, by the role of their nodes. A node that is both belongs to `master`. */
  statefulSets: { data: string[]; master: string[] };
  /** The ConfigMap that holds elasticsearch.yml under `key`. */
  configMap: { name: string; key: string };
  /** The container of Elasticsearch in its pods. */
  container: string;
  claim: ClaimSettings;
  curator: CuratorSetting;
}

/** What is done about a Curator CronJob beside Elasticsearch: it is only told of, or suspended by setup. */
export type CuratorSetting = 'report' | 'suspend';

/** The claim of the shared volume that snapshots are written to. */
export interface ClaimSettings {
  name: string;
  /** Without one, the cluster's default class. */
  storageClass?: string;
  /** A Kubernetes quantity such as `100Gi`. */
  size: string;
  /** Whether setup changes the reclaim policy of the bound volume from Delete to Retain. */
  retainVolume: boolean;
}
