import type { Judge } from './judge';
import { fatal, plannedIndices, warning } from './judge';

const setting = 'cluster.routing.allocation.enable';

/** Whether shards are given to nodes at all. */
export const judgeAllocation: Judge = (facts, plan) => {
  const { enable } = facts.room.rules;
  if (enable === 'none')
    return fatal(
      'allocation',
      `${setting} is none, so no shard would get a node: set it to null when whoever set it is done`,
    );
  const wantsReplicas = plannedIndices(facts, plan).some(({ replicas }) => replicas > 0);
  if (enable === 'all' || !wantsReplicas) return [];
  return warning('allocation', `${setting} is ${enable}, so the replicas get no node until it is set to null`);
};
