import { count } from '../listing';

/** What a cluster is busy with. */
export interface ClusterMoment {
  status: 'green' | 'yellow' | 'red';
  initializingShards: number;
  /** Those of the unassigned ones that wait for their node to come back. */
  delayedShards: number;
  /** Snapshots, restores and deletions under way, of whomever. */
  operations: readonly { kind: string; snapshot?: string }[];
}

/**
 * Why no drill should begin just now, one sentence each: nobody waits for it, and it is not worth a cluster that is short
 * of anything. Yellow alone is none: a cluster of one data node is never better.
 */
export function badMoment({ status, initializingShards, delayedShards, operations }: ClusterMoment): string[] {
  return [
    ...(status === 'red' ? ['the cluster is red: some index lacks a primary shard'] : []),
    ...(delayedShards > 0 ? [`${count(delayedShards, 'shard waits', 'shards wait')} for a node that is away`] : []),
    ...(initializingShards > 0 ? [`${count(initializingShards, 'shard is', 'shards are')} being recovered`] : []),
    ...operations.map(
      ({ kind, snapshot }) => `a ${kind} is under way${snapshot === undefined ? '' : ` (${snapshot})`}`,
    ),
  ];
}
