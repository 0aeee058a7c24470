import { count } from './listing';

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
}

/**
 * Why a node of the cluster may not be stopped now, or an empty list. Green and nothing moving; a cluster with a single
 * data node is never green when its indices have replicas, and there yellow is as good as it gets.
 * @param expectedNodes how many nodes the cluster has when it is complete.
 */
export function unrest(health: ShardHealth, expectedNodes: number): string[] {
  const { status, nodes, dataNodes, relocatingShards, initializingShards } = health;
  const isFine = status === 'green' || (status === 'yellow' && dataNodes === 1);
  return [
    ...(nodes < expectedNodes ? [`${count(expectedNodes - nodes, 'node')} of ${expectedNodes} missing`] : []),
    ...(isFine ? [] : [`health is ${status}`]),
    ...(relocatingShards > 0 ? [`${count(relocatingShards, 'shard')} moving`] : []),
    ...(initializingShards > 0 ? [`${count(initializingShards, 'shard')} recovering`] : []),
  ];
}

/** Whether the cluster mends itself: then waiting helps, and otherwise somebody has to look. */
export function isRecovering({ relocatingShards, initializingShards, delayedShards }: ShardHealth): boolean {
  return relocatingShards + initializingShards + delayedShards > 0;
}
