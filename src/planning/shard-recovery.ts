import { firstNames } from './listing';
import { restoreFault } from './restore-fault';

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
  shard: number;
  /** `SNAPSHOT`, `EXISTING_STORE`, `EMPTY_STORE`, `PEER` … */
  type: string;
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

/** Whether a shard can be searched and written; one that moves can until its successor is there. */
export function isStarted({ state }: Pick<PrimaryShard, 'state'>): boolean {
  return state === 'STARTED' || state === 'RELOCATING';
}

/**
 * Why a shard is not assigned, from `_cluster/allocation/explain`: the deciders that say no on some node, and
 * `half_restored_copy` for a copy that was cut off in the middle of its restore.
 */
export interface AllocationObjection {
  decider: string;
  explanation: string;
}

export interface UnassignedShard {
  index: string;
  shard: number;
  objections: AllocationObjection[];
  /** Why it waits, where no decider says no: its only copy was on a node that has left, for example. */
  waitsFor?: string;
  /** What went wrong in the last attempt, in the server's words. */
  lastFailure?: string;
}

export type RestoreStatus =
  | { status: 'running'; shardsDone: number; shardsTotal: number; waitingFor?: string }
  | { status: 'done'; shardsTotal: number }
  /** The cluster no longer knows that it was restoring; what it has is half a copy. */
  | { status: 'forgotten'; reason: string }
  | { status: 'failed'; reason: string };

/** The decider of a shard whose restore a full restart of the cluster has cut off. */
export const halfRestored = 'half_restored_copy';

/** Deciders whose no is final: Elasticsearch has given up on the shard and waits for a person. */
const finalDeciders = ['restore_in_progress', 'max_retry'];

/** What a cluster says of the indices that are being restored. */
export interface RestoreSight {
  primaries: readonly PrimaryShard[];
  recoveries: readonly ShardRecovery[];
  unassigned: readonly UnassignedShard[];
}

/**
 * How far a restore is, judged by the routing table: done only when every primary of every index is started. A shard
 * whose recovery failed once is tried again by the server; it is lost only when the deciders say so
 * (RestoreInProgressAllocationDecider, MaxRetryAllocationDecider), or when a full restart of the cluster made it forget
 * the restore: it then looks for ever for a shard that was never whole. A shard that was started empty is green too, but
 * of an index that took the restored one's place.
 */
export function judgeRestore(
  indices: readonly string[],
  { primaries, recoveries, unassigned }: RestoreSight,
): RestoreStatus {
  const missing = indices.filter((index) => !primaries.some((shard) => shard.index === index));
  if (missing.length > 0)
    return { status: 'failed', reason: `${firstNames(missing)} disappeared while being restored` };
  const empty = recoveries.find(({ type }) => type === 'EMPTY_STORE');
  if (empty !== undefined) {
    const reason = `shard ${empty.shard} of ${empty.index} was started empty, so it is not the restored one: the index was deleted and written anew meanwhile`;
    return { status: 'failed', reason };
  }
  const cutOff = unassigned.find(({ objections }) => objections.some(({ decider }) => decider === halfRestored));
  if (cutOff !== undefined) return { status: 'forgotten', reason: whyForgotten(cutOff) };
  const lost = unassigned.map(whyLost).find((reason) => reason !== null);
  if (lost != null) return { status: 'failed', reason: lost };
  const shards = primaries.filter(({ index }) => indices.includes(index));
  const started = shards.filter(isStarted).length;
  if (started === shards.length) return { status: 'done', shardsTotal: shards.length };
  const waitingFor = whatIsWaitedFor(unassigned);
  return {
    status: 'running',
    shardsDone: started,
    shardsTotal: shards.length,
    ...(waitingFor === undefined ? {} : { waitingFor }),
  };
}

function whyForgotten({ index, shard, objections }: UnassignedShard): string {
  const [said] = objections.filter(({ decider }) => decider === halfRestored);
  return `shard ${shard} of ${index} could not be restored: ${said?.explanation ?? ''}`;
}

function whyLost({ index, shard, objections, lastFailure }: UnassignedShard): string | null {
  const final = objections.find(({ decider }) => finalDeciders.includes(decider));
  if (final === undefined) return null;
  return `shard ${shard} of ${index} could not be restored: ${restoreFault(lastFailure ?? final.explanation)}`;
}

const mostWords = 300;

/** One sentence for the shards that have no node; undefined when each only waits for its turn. */
function whatIsWaitedFor(unassigned: readonly UnassignedShard[]): string | undefined {
  for (const { index, shard, objections, waitsFor } of unassigned) {
    const why = objections[0]?.explanation ?? waitsFor;
    if (why !== undefined) return `shard ${shard} of ${index} has no node: ${why.slice(0, mostWords)}`;
  }
  return undefined;
}
