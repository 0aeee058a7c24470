import { count, firstNames } from './listing';

/** The health of a cluster with its moving shards. */
export interface ShardHealth {
  status: 'green' | 'yellow' | 'red';
  nodes: number;
  dataNodes: number;
  relocatingShards: number;
  initializingShards: number;
  unassignedShards: number;
  /** Unassigned shards that wait for their node to come back. */
  delayedShards: number;
  /** False while the master has work queued, and all the rest may be about to change. */
  settled: boolean;
}

/** What has to be there before a node may be stopped. */
export interface Completeness {
  /** The pods whose Elasticsearch is not in the cluster. By name: nodes of others must not make up for them. */
  missing: readonly string[];
  /** Whether yellow is as good as it gets: a single data node has no place for replicas. */
  yellowIsFine: boolean;
  /** Running snapshots and restores, a clause each: a restart would leave them incomplete. */
  operations: readonly string[];
}

/** Why a node of the cluster may not be stopped now, or an empty list: complete, green, nothing moving and nothing running. */
export function unrest(health: ShardHealth, { missing, yellowIsFine, operations }: Completeness): string[] {
  const { status, relocatingShards, initializingShards, settled } = health;
  const isFine = status === 'green' || (status === 'yellow' && yellowIsFine);
  return [
    ...(missing.length > 0 ? [`${firstNames(missing)} not in the cluster`] : []),
    ...(isFine ? [] : [`health is ${status}`]),
    ...(relocatingShards > 0 ? [`${count(relocatingShards, 'shard')} moving`] : []),
    ...(initializingShards > 0 ? [`${count(initializingShards, 'shard')} recovering`] : []),
    ...(settled ? [] : ['the master is busy']),
    ...operations,
  ];
}

/** Whether the cluster mends itself: then waiting helps, and otherwise somebody has to look. */
export function isRecovering({ relocatingShards, initializingShards, delayedShards }: ShardHealth): boolean {
  return relocatingShards + initializingShards + delayedShards > 0;
}
