import type { ServerProduct } from './restore/lineage';

/** The repository's word on a snapshot. INCOMPATIBLE: made by a version that this cluster cannot read. */
export type SnapshotState = 'IN_PROGRESS' | 'SUCCESS' | 'PARTIAL' | 'FAILED' | 'INCOMPATIBLE';

export interface ShardFailure {
  index: string;
  shard: number;
  reason: string;
}

/** One snapshot as the repository lists it. Times are milliseconds since 1970, absent where the server leaves them out. */
export interface Snapshot {
  name: string;
  state: SnapshotState;
  indices: string[];
  startedAt?: number;
  endedAt?: number;
  shards: { total: number; successful: number; failed: number };
  failures: ShardFailure[];
  /** Why the server gave up on it, where it says. */
  reason?: string;
  /** The workflow that took it, read from the snapshot's metadata; absent before Elasticsearch 7.3 and for foreign ones. */
  takenBy?: string;
  /** The cluster that took it, from the same place. */
  clusterUuid?: string;
  /** What server took it, where the list says so. */
  madeBy?: ServerProduct;
}
