import type { Day } from './day';
import type { IndexPattern } from './index-pattern';

/**
 * The days of live indices that no successful snapshot holds, the oldest first. Today does not count: its index may
 * have begun after the last backup.
 * @param saved the names of all indices in successful snapshots.
 */
export function daysWithoutBackup(
  live: readonly string[],
  saved: ReadonlySet<string>,
  pattern: IndexPattern,
  today: Day,
): Day[] {
  return live
    .filter((index) => !saved.has(index))
    .flatMap((index) => pattern.dayOf(index) ?? [])
    .filter((day) => day.toString() < today.toString())
    .sort((a, b) => (a.toString() < b.toString() ? -1 : 1));
}
