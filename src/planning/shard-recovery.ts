import { firstNames } from './listing';

/** From where a shard was, or is being, restored. */
export interface RestoreOrigin {
  repository: string;
  snapshot: string;
  /** Of the one restore request; absent where the server does not say. */
  restoreUuid?: string;
}

/** How one primary shard came to its node (`_recovery`). */
export interface ShardRecovery {
  index: string;
  /** Absent for a recovery from anywhere but a snapshot. */
  origin?: RestoreOrigin;
  bytesTotal: number;
  /** Recovered and reused bytes together. */
  bytesDone: number;
}

/** One primary shard as the routing table has it. */
export interface PrimaryShard {
  index: string;
  shard: number;
  state: 'UNASSIGNED' | 'INITIALIZING' | 'STARTED' | 'RELOCATING';
}

/** Why a shard is not assigned, from `_cluster/allocation/explain`: the deciders that say no on some node. */
export interface AllocationObjection {
  decider: string;
  explanation: string;
}

export interface UnassignedShard {
  index: string;
  shard: number;
  objections: AllocationObjection[];
  /** What went wrong in the last attempt, in the server's words. */
  lastFailure?: string;
}

export type RestoreStatus =
  | { status: 'running'; shardsDone: number; shardsTotal: number; waitingFor?: string }
  | { status: 'done'; shardsTotal: number }
  | { status: 'failed'; reason: string };

/** Deciders whose no is final: Elasticsearch has given up on the shard and waits for a person. */
const finalDeciders = ['restore_in_progress', 'max_retry'];

/**
 * How far a restore is, judged by the routing table: done only when every primary of every index is started. A shard
 * whose recovery failed once is tried again by the server; it is lost only when the deciders say so
 * (RestoreInProgressAllocationDecider, MaxRetryAllocationDecider).
 */
export function judgeRestore(
  indices: readonly string[],
  primaries: readonly PrimaryShard[],
  unassigned: readonly UnassignedShard[],
): RestoreStatus {
  const missing = indices.filter((index) => !primaries.some((shard) => shard.index === index));
  if (missing.length > 0)
    return { status: 'failed', reason: `${firstNames(missing)} disappeared while being restored` };
  const lost = unassigned.map(whyLost).find((reason) => reason !== null);
  if (lost != null) return { status: 'failed', reason: lost };
  const started = primaries.filter(({ state }) => state === 'STARTED' || state === 'RELOCATING').length;
  if (started === primaries.length) return { status: 'done', shardsTotal: primaries.length };
  const waitingFor = unassigned.flatMap(({ objections }) => objections)[0]?.explanation;
  return {
    status: 'running',
    shardsDone: started,
    shardsTotal: primaries.length,
    ...(waitingFor === undefined ? {} : { waitingFor }),
  };
}

function whyLost({ index, shard, objections, lastFailure }: UnassignedShard): string | null {
  const final = objections.find(({ decider }) => finalDeciders.includes(decider));
  if (final === undefined) return null;
  return `shard ${shard} of ${index} could not be restored: ${(lastFailure ?? final.explanation).slice(0, 500)}`;
}
