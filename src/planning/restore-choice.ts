import type { Day } from './day';
import type { IndexPattern } from './index-pattern';
import { firstNames } from './listing';
import type { Snapshot } from './snapshot';

/** One snapshot and the indices to bring back from it. */
export interface RestoreStep {
  snapshot: string;
  indices: string[];
}

export interface RestoreChoice {
  steps: RestoreStep[];
  /** Why days cannot be restored, one sentence each; nothing may be restored while there is one. */
  problems: string[];
}

/**
 * Picks for each day the newest SUCCESS snapshot that contains the day's index. Days from the same snapshot share a
 * step. The order of the inputs does not matter; steps are ordered by snapshot, indices by name.
 */
export function chooseSnapshots(
  days: readonly Day[],
  pattern: IndexPattern,
  snapshots: readonly Snapshot[],
): RestoreChoice {
  const newestFirst = [...snapshots].sort((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0) || compare(b.name, a.name));
  const bySnapshot = new Map<string, Set<string>>();
  const problems = new Set<string>();
  for (const day of days) {
    const index = pattern.indexOf(day);
    const holders = newestFirst.filter((snapshot) => snapshot.indices.includes(index));
    const chosen = holders.find((snapshot) => snapshot.state === 'SUCCESS');
    if (chosen === undefined) problems.add(whyNot(day, index, holders));
    else bySnapshot.set(chosen.name, (bySnapshot.get(chosen.name) ?? new Set()).add(index));
  }
  const steps = [...bySnapshot].map(([snapshot, indices]) => ({ snapshot, indices: [...indices].sort() }));
  return { steps: steps.sort((a, b) => compare(a.snapshot, b.snapshot)), problems: [...problems] };
}

function whyNot(day: Day, index: string, holders: readonly Snapshot[]): string {
  if (holders.length === 0) return `no snapshot contains ${index}, so ${day.toString()} cannot be restored`;
  const states = holders.map(({ name, state }) => `${name} (${state})`);
  return `${index} is only in snapshots that did not succeed: ${firstNames(states, 3)}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
