import type { Day } from '../day';
import type { IndexPattern } from '../index-pattern';
import { count } from '../listing';
import type { Check } from '../restore-plan';
import type { Snapshot } from '../snapshot';

const mostRuns = 5;

/** The days that snapshots hold, in the order of the calendar. */
export function heldDays(snapshots: readonly Pick<Snapshot, 'indices'>[], pattern: IndexPattern): Day[] {
  const days = new Map<string, Day>();
  for (const index of new Set(snapshots.flatMap(({ indices }) => indices))) {
    const day = pattern.dayOf(index);
    if (day !== null) days.set(day.toString(), day);
  }
  return inOrder([...days.values()]);
}

/**
 * What is said of days that no snapshot holds: days in a row together, each row with the nearest days that are held. An
 * operator may overrule it, and gets the others.
 * @param where the snapshots that were looked at, in a clause such as `no snapshot contains`.
 */
export function missingDays(
  missing: readonly Day[],
  held: readonly Day[],
  { pattern, where }: { pattern: IndexPattern; where: string },
): Check[] {
  const runs = inARow(missing);
  const inCalendar = inOrder(held);
  const told = runs.slice(0, mostRuns).map((run) => `${lacking(run, pattern, where)}; ${nearest(run, inCalendar)}`);
  const rest = runs.slice(mostRuns).reduce((sum, run) => sum + run.length, 0);
  const more = rest === 0 ? [] : [`${where} ${count(rest, 'more of the days', 'more of the days')} asked for`];
  return [...told, ...more].map((sentence) => ({ name: 'missingDays', level: 'fatal', sentence }));
}

function lacking(run: readonly Day[], pattern: IndexPattern, where: string): string {
  const [first, last] = [run[0] as Day, run.at(-1) as Day];
  if (run.length === 1) return `${where} ${pattern.indexOf(first)}, so ${first.toString()} cannot be restored`;
  return `${where} the ${count(run.length, 'day')} ${first.toString()} to ${last.toString()}, so they cannot be restored`;
}

function nearest(run: readonly Day[], held: readonly Day[]): string {
  const [first, last] = [run[0] as Day, run.at(-1) as Day];
  const before = held.filter((day) => day.daysSince(first) < 0).at(-1);
  const after = held.find((day) => day.daysSince(last) > 0);
  if (before === undefined && after === undefined) return 'no other day is held either';
  if (before === undefined) return `the first day that is held is ${after?.toString() ?? ''}`;
  if (after === undefined) return `the last day that is held is ${before.toString()}`;
  return `the nearest days that are held are ${before.toString()} and ${after.toString()}`;
}

function inARow(days: readonly Day[]): Day[][] {
  const runs: Day[][] = [];
  for (const day of inOrder(days)) {
    const open = runs.at(-1);
    const last = open?.at(-1);
    if (open !== undefined && last !== undefined && day.daysSince(last) === 1) open.push(day);
    else runs.push([day]);
  }
  return runs;
}

function inOrder(days: readonly Day[]): Day[] {
  return [...days].sort((a, b) => a.daysSince(b));
}
