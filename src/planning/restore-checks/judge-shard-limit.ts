import { grouped } from '../listing';
import type { Judge } from './judge';
import { fatal, plannedIndices, warning } from './judge';

/** `cluster.max_shards_per_node` times the data nodes, against the shards of open indices and those to come. */
export const judgeShardLimit: Judge = (facts, plan) => {
  const { room, openShards, limitsShards } = facts;
  const { maxShardsPerNode } = room.rules;
  if (maxShardsPerNode === null) return [];
  const most = maxShardsPerNode * room.nodes.length;
  const indices = plannedIndices(facts, plan);
  const primaries = indices.reduce((sum, { shards }) => sum + shards, 0);
  const copies = indices.reduce((sum, { shards, replicas }) => sum + shards * (1 + replicas), 0);
  if (openShards + copies <= most) return [];
  const count = `${grouped(openShards)} shards are open, and cluster.max_shards_per_node (${maxShardsPerNode}) on ${room.nodes.length} data nodes makes at most ${grouped(most)}`;
  const remedy = 'delete or close indices, restore fewer days, or raise that setting';
  if (openShards + primaries <= most)
    return warning('shardLimit', `the replicas would be too many shards: ${count}: ${remedy}`);
  const sentence = `the ${grouped(primaries)} primary shards would be too many: ${count}: ${remedy}`;
  if (limitsShards) return fatal('shardLimit', sentence);
  return warning('shardLimit', `${sentence} (this version only logs it)`);
};
