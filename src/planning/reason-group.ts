import type { Decision } from './decision';

/** All that was decided for the same reason: how many, and the names, all of them or the first few. */
export interface ReasonGroup {
  reason: string;
  count: number;
  names: string[];
}

/** Decisions in few words: the most frequent reason first. @param most how many names each group tells. */
export function groupByReason(decisions: readonly Decision[], most = 5): ReasonGroup[] {
  const groups = new Map<string, string[]>();
  for (const { name, reason } of decisions) {
    const names = groups.get(reason);
    if (names === undefined) groups.set(reason, [name]);
    else names.push(name);
  }
  return [...groups]
    .map(([reason, names]) => ({ reason, count: names.length, names: names.slice(0, most) }))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}

/** How many decisions the groups stand for. */
export function total(groups: readonly ReasonGroup[]): number {
  return groups.reduce((sum, { count }) => sum + count, 0);
}
