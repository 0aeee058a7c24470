import type { Decision } from './decision';

/** All that was decided for the same reason: how many, and the names, all of them or the first few. */
export interface ReasonGroup {
  reason: string;
  count: number;
  names: string[];
}

/** More groups than this are told together: a reason may be about one thing alone. */
const mostGroups = 12;

/**
 * Decisions in few words: the most frequent reason first.
 * @param most how many names each group tells; of a plan that tells all of them, every reason is told too.
 */
export function groupByReason(decisions: readonly Decision[], most = 5): ReasonGroup[] {
  const groups = new Map<string, string[]>();
  for (const { name, reason } of decisions) {
    const names = groups.get(reason);
    if (names === undefined) groups.set(reason, [name]);
    else names.push(name);
  }
  const sorted = [...groups]
    .map(([reason, names]) => ({ reason, count: names.length, names: names.slice(0, most) }))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
  if (most === Infinity || sorted.length <= mostGroups) return sorted;
  const others = sorted.slice(mostGroups - 1);
  const names = others.flatMap((group) => group.names).slice(0, most);
  return [...sorted.slice(0, mostGroups - 1), { reason: 'for other reasons', count: total(others), names }];
}

/** How many decisions the groups stand for. */
export function total(groups: readonly ReasonGroup[]): number {
  return groups.reduce((sum, { count }) => sum + count, 0);
}
