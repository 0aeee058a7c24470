import type { IndexContent } from './index-content';
import { isUnchanged } from './index-content';
import type { RestoredContent } from './restored-mark';
import type { ShardRecovery } from './shard-recovery';

/** What tells how a restored index came to hold what it holds now. */
export interface RestoredSight {
  /** Read first. */
  content: IndexContent;
  /**
   * Writes and deletions that its primary shards have counted since each was started where it is, read after the
   * content: one that came in between then counts twice, and not at all the other way round.
   */
  writes: number;
  /** How its primary shards came to be where they are. */
  recoveries: readonly ShardRecovery[];
}

/**
 * What an index held when it came out of its snapshot, told afterwards: what it holds now, less what its shards have
 * counted since. A late line that came with the last bytes is told apart like that from what was restored.
 * @param isFresh right after the restore: what was written before a shard moved away from where it was restored is not
 * counted any more, and only then there was no time for it to be much.
 * @returns null when it cannot be told.
 */
export function contentAtRestore(
  { content, writes, recoveries }: RestoredSight,
  snapshot: string,
  isFresh: boolean,
): RestoredContent | null {
  const restored = recoveries.filter(({ type, origin }) => type === 'SNAPSHOT' && origin?.snapshot === snapshot);
  const inPlace = new Set(restored.map(({ shard }) => shard)).size === content.shards;
  if (!inPlace && !isFresh) return null;
  const { uuid, documents, shards, operations } = content;
  return { uuid, documents, shards, operations: Math.max(0, operations - writes) };
}

/** Whether a restored index was written to since. */
export type Written = 'no' | 'yes' | 'unknown';

/** @param now undefined while the index is closed, or lacks a shard. */
export function writtenSince(before: RestoredContent | undefined, now: IndexContent | undefined): Written {
  if (before === undefined || now === undefined) return 'unknown';
  return isUnchanged({ ...now, ...before }, now) ? 'no' : 'yes';
}
