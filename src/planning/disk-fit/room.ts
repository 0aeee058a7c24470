import type { Watermark } from './watermark';

/** A file system that nodes keep shards on. Sizes in bytes. */
export interface Volume {
  /** The same for two nodes of one machine that share it. */
  id: string;
  totalBytes: number;
  /** To the server's user, without what is reserved for root. */
  freeBytes: number;
}

/** A node that may hold shards. */
export interface DataNode {
  id: string;
  name: string;
  host: string;
  ip: string;
  attributes: Readonly<Record<string, string>>;
  /** One for each of its data paths. */
  volumes: readonly Volume[];
}

/** A copy of a shard that the cluster has or wants to have. */
export interface ShardCopy {
  index: string;
  shard: number;
  primary: boolean;
  /** The name of its node, where it goes if it is on its way; null while it has none. */
  node: string | null;
  /** 0 where the server does not say. */
  bytes: number;
  /** It has no node yet because a restore has not got to it. */
  awaitsRestore?: boolean;
}

/** Bytes that will be written on a node without any restore. */
export interface Claim {
  node: string;
  bytes: number;
}

/** What the server heeds of its disks. */
export interface DiskRules {
  enabled: boolean;
  /** Whether it heeds them on the only data node of a cluster, too (7.8 with a setting; always from 8.0 on). */
  forLoneNode: boolean;
  /** No more shards here. */
  low: Watermark;
  /** From here on shards are moved away. */
  high: Watermark;
  /** Here the indices that have a shard on the node are blocked for writing. */
  flood: Watermark;
}

/** One setting that says which nodes may hold shards (`cluster.routing.allocation.exclude._name: node-1,node-2`). */
export interface NodeFilter {
  kind: 'require' | 'include' | 'exclude';
  /** `_name`, `_ip`, `_host` …, or an attribute of the nodes. */
  attribute: string;
  /** With `*` as a wildcard. */
  values: readonly string[];
}

/** The cluster settings, as they are in effect, that say where shards may go. */
export interface AllocationRules {
  disk: DiskRules;
  /** `cluster.routing.allocation.enable`. */
  enable: 'all' | 'primaries' | 'new_primaries' | 'none';
  filters: readonly NodeFilter[];
  /** `cluster.routing.allocation.awareness.attributes`, with the values that are forced. */
  awareness: readonly { attribute: string; forced: readonly string[] }[];
  /** `cluster.routing.allocation.total_shards_per_node`; null where there is no such limit. */
  shardsPerNode: number | null;
  /** `cluster.routing.allocation.same_shard.host`: not even two nodes of one machine may have copies of one shard. */
  sameHostForbidden: boolean;
  /** `cluster.max_shards_per_node`, for the cluster's limit of open shards. */
  maxShardsPerNode: number | null;
}

/** Everything that says what a cluster has room for. */
export interface Room {
  nodes: readonly DataNode[];
  rules: AllocationRules;
  /** Of all indices. */
  copies: readonly ShardCopy[];
  /** Of recoveries and relocations under way, what is still to come. */
  arriving: readonly Claim[];
  /** What today's index is still going to need. */
  growth: readonly Claim[];
  /** Whether the server looks at the size of a shard before it restores it to a node (from 7.10 on). */
  sizesRestores: boolean;
}
