import type { Decision } from './decision';
import type { RestoredNow } from './expiry-verdict';
import { writtenSince } from './restored-content';

/**
 * Why a restored index need not be in the next backup, or null when it has to be: its lines are in the backup that it
 * came from, and it will go. One that was written to since, or that may have been, is backed up like any other, and so
 * is one whose backup is gone, or that is kept for good, since its backup will not be.
 * @param snapshots the names of those that the repository has.
 */
export function leftOutOfBackup(
  { mark: { expires, from, content: before }, content }: RestoredNow,
  snapshots: ReadonlySet<string>,
): string | null {
  if (expires.isNever || from === undefined || !snapshots.has(from.snapshot)) return null;
  // A missing shard would fail the whole backup, and that of all other days with it.
  if (content === undefined) return 'it was restored for a while, and cannot be looked at just now';
  return writtenSince(before, content) === 'no'
    ? 'it was restored for a while, and is in the backup it came from'
    : null;
}

/** The same for all of them. */
export function leftOut(restored: readonly RestoredNow[], snapshots: ReadonlySet<string>): Decision[] {
  return restored.flatMap((index) => {
    const reason = leftOutOfBackup(index, snapshots);
    return reason === null ? [] : [{ name: index.traits.name, reason }];
  });
}
