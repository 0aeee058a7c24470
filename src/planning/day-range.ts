import type { IndexPattern } from './index-pattern';

/** The first and the last day, `YYYY-MM-DD`, among indices; empty when none of them is a daily one. */
export function dayRange(indices: readonly string[], pattern: IndexPattern): { firstDay?: string; lastDay?: string } {
  const days = indices.flatMap((index) => pattern.dayOf(index)?.toString() ?? []).sort();
  const [firstDay, lastDay] = [days[0], days.at(-1)];
  return firstDay === undefined || lastDay === undefined ? {} : { firstDay, lastDay };
}
