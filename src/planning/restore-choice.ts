import type { Day } from './day';
import { holdsWhole } from './holds-whole';
import type { IndexPattern } from './index-pattern';
import { firstNames } from './listing';
import type { Snapshot } from './snapshot';
import { newestFirst } from './snapshot-order';
import type { TimeZone } from './time-zone';

export interface RestoreChoice {
  /** Each snapshot with the indices to bring back from it. */
  steps: { snapshot: string; indices: string[] }[];
  /** Why days cannot be restored, one sentence each; nothing may be restored while there is one. */
  problems: string[];
  /** What a person should know of the chosen copies, one sentence each. */
  warnings: string[];
  /** The copies that the chosen ones have to be compared with: the next older one of each index, where there is one. */
  older: { index: string; chosen: string; older: string }[];
}

export interface RestoreWish {
  days: readonly Day[];
  pattern: IndexPattern;
  zone: TimeZone;
  /** Take this snapshot and no other. */
  snapshot?: string;
}

/**
 * Picks for each day the newest snapshot that holds the day's index whole: a successful one, or a partial one whose
 * failures are of other indices. Days from the same snapshot share a
 * step. The order of the inputs does not matter; steps are ordered by snapshot, indices by name.
 */
export function chooseSnapshots(
  { days, pattern, zone, snapshot: only }: RestoreWish,
  snapshots: readonly Snapshot[],
): RestoreChoice {
  const candidates = newestFirst(snapshots).filter(({ name }) => only === undefined || name === only);
  const bySnapshot = new Map<string, Set<string>>();
  const choice: RestoreChoice = { steps: [], problems: [], warnings: [], older: [] };
  for (const [index, day] of new Map(days.map((one) => [pattern.indexOf(one), one]))) {
    const holders = candidates.filter((snapshot) => snapshot.indices.includes(index));
    const [chosen, older] = holders.filter((snapshot) => holdsWhole(snapshot, index));
    if (chosen === undefined) {
      choice.problems.push(whyNot(day, index, holders, only));
      continue;
    }
    bySnapshot.set(chosen.name, (bySnapshot.get(chosen.name) ?? new Set()).add(index));
    choice.warnings.push(...doubts(day, index, chosen, holders, zone));
    if (older !== undefined) choice.older.push({ index, chosen: chosen.name, older: older.name });
  }
  choice.steps = [...bySnapshot]
    .map(([snapshot, indices]) => ({ snapshot, indices: [...indices].sort() }))
    .sort((a, b) => (a.snapshot < b.snapshot ? -1 : 1));
  return choice;
}

function whyNot(day: Day, index: string, holders: readonly Snapshot[], only: string | undefined): string {
  if (holders.length === 0) {
    const where = only === undefined ? 'no snapshot contains' : `snapshot ${only} does not contain`;
    return `${where} ${index}, so ${day.toString()} cannot be restored`;
  }
  const states = holders.map(({ name, state }) => `${name} (${state})`);
  return `${index} is only in snapshots that did not succeed: ${firstNames(states, 3)}`;
}

function doubts(day: Day, index: string, chosen: Snapshot, holders: readonly Snapshot[], zone: TimeZone): string[] {
  const passedOver = holders.slice(0, holders.indexOf(chosen)).map(({ name, state }) => `${name} (${state})`);
  const isEarly = chosen.startedAt !== undefined && chosen.startedAt < zone.endOf(day).getTime();
  return [
    ...(chosen.state === 'PARTIAL' ? [`${chosen.name} is PARTIAL, but holds ${index} whole`] : []),
    ...(isEarly
      ? [`${chosen.name} was taken before ${day.toString()} was over, so ${index} may lack its last lines`]
      : []),
    ...(passedOver.length > 0
      ? [`${index} is in newer snapshots too, which did not succeed: ${firstNames(passedOver, 3)}`]
      : []),
  ];
}

/** A copy of a past day that is much smaller than the one before it. Sizes in bytes, by snapshot and index. */
export function shrunkCopies(
  older: RestoreChoice['older'],
  sizeOf: (snapshot: string, index: string) => number | undefined,
): string[] {
  return older.flatMap(({ index, chosen, older: before }) => {
    const [now, then] = [sizeOf(chosen, index), sizeOf(before, index)];
    if (now === undefined || then === undefined || now * 2 >= then) return [];
    return [
      `${index} is less than half as big in ${chosen} as in ${before}: lines that came late may have recreated it after it had been deleted; give "snapshot": "${before}" to restore that copy, or "snapshot": "${chosen}" for this one`,
    ];
  });
}
