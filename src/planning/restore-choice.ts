import type { Check } from './restore-plan';
import type { WantedIndex } from './restore/wanted-indices';
import { firstNames } from './listing';
import { holdsWhole } from './holds-whole';
import type { Snapshot } from './snapshot';
import { newestFirst } from './snapshot-order';
import type { TimeZone } from './time-zone';

export interface RestoreChoice {
  /** Each snapshot with the indices to bring back from it. */
  steps: { snapshot: string; indices: string[] }[];
  /** Why indices cannot be restored, one sentence each; nothing may be restored while there is one. */
  problems: string[];
  /** What no snapshot holds. */
  missing: WantedIndex[];
  /** What a person should know of the chosen copies, one sentence each. */
  warnings: string[];
  /** The copies that the chosen ones have to be compared with: the next older one of each index, where there is one. */
  older: { index: string; chosen: string; older: string }[];
}

/**
 * Picks for each index the newest snapshot that holds it whole: a successful one, or a partial one whose failures are
 * of other indices. Indices from the same snapshot share a step. The order of the inputs does not matter; steps are
 * ordered by snapshot, indices by name.
 * @param zone of the cluster, in which its days end.
 * @param snapshots those that may be restored from.
 */
export function chooseSnapshots(
  wanted: readonly WantedIndex[],
  zone: TimeZone,
  snapshots: readonly Snapshot[],
): RestoreChoice {
  const candidates = newestFirst(snapshots);
  const bySnapshot = new Map<string, Set<string>>();
  const choice: RestoreChoice = { steps: [], problems: [], missing: [], warnings: [], older: [] };
  for (const one of new Map(wanted.map((each) => [each.index, each])).values()) {
    const { index } = one;
    const holders = candidates.filter((snapshot) => snapshot.indices.includes(index));
    const [chosen, older] = holders.filter((snapshot) => holdsWhole(snapshot, index));
    if (holders.length === 0) choice.missing.push(one);
    else if (chosen === undefined) choice.problems.push(unsuccessful(index, holders));
    else {
      bySnapshot.set(chosen.name, (bySnapshot.get(chosen.name) ?? new Set()).add(index));
      choice.warnings.push(...doubts(one, chosen, holders, zone));
      if (older !== undefined) choice.older.push({ index, chosen: chosen.name, older: older.name });
    }
  }
  choice.steps = [...bySnapshot]
    .map(([snapshot, indices]) => ({ snapshot, indices: [...indices].sort() }))
    .sort((a, b) => (a.snapshot < b.snapshot ? -1 : 1));
  return choice;
}

function unsuccessful(index: string, holders: readonly Snapshot[]): string {
  const states = holders.map(({ name, state }) => `${name} (${state})`);
  return `${index} is only in snapshots that did not succeed: ${firstNames(states, 3)}`;
}

function doubts({ index, day }: WantedIndex, chosen: Snapshot, holders: readonly Snapshot[], zone: TimeZone): string[] {
  const passedOver = holders.slice(0, holders.indexOf(chosen)).map(({ name, state }) => `${name} (${state})`);
  const endOfDay = day === undefined ? 0 : zone.endOf(day).getTime();
  const isEarly = chosen.startedAt !== undefined && chosen.startedAt < endOfDay;
  return [
    ...(chosen.state === 'PARTIAL' ? [`${chosen.name} is PARTIAL, but holds ${index} whole`] : []),
    ...(isEarly && day !== undefined
      ? [`${chosen.name} was taken before ${day.toString()} was over, so ${index} may lack its last lines`]
      : []),
    ...(passedOver.length > 0
      ? [`${index} is in newer snapshots too, which did not succeed: ${firstNames(passedOver, 3)}`]
      : []),
  ];
}

/** Copies that are much smaller than the one before them. Sizes in bytes, by snapshot and index. */
export function shrunkCopies(
  older: RestoreChoice['older'],
  sizeOf: (snapshot: string, index: string) => number | undefined,
): Check[] {
  return older.flatMap(({ index, chosen, older: before }) => {
    const [now, then] = [sizeOf(chosen, index), sizeOf(before, index)];
    if (now === undefined || then === undefined || now * 2 >= then) return [];
    const sentence = `${index} is less than half as big in ${chosen} as in ${before}: lines that came late may have recreated it after it had been deleted; give "snapshot": "${before}" to restore that copy, or "snapshot": "${chosen}" for this one`;
    return [{ name: 'shrunkCopy', level: 'fatal', sentence }];
  });
}
