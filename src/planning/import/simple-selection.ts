import { unitSeconds } from '../selection/reckoning';
import type { Unit } from '../selection/reckoning';
import type { IndexFilter } from '../selection/index-filters';
import type { SnapshotFilter } from '../selection/snapshot-filters';

type Filter = IndexFilter | SnapshotFilter;
type AgeFilter = Extract<Filter, { filtertype: 'age' }>;

/** A pattern of names, cut where its date begins. */
interface Names {
  prefix: string;
  dates: string;
}

/** How long names are kept, such as `7d`, or null when the filters say anything else about names of the pattern. */
export function maxAgeOf(filters: readonly Filter[], pattern: string): string | null {
  const names = cut(pattern);
  const [age, ...others] = filters.filter((filter) => !choosesAll(filter, names));
  if (age?.filtertype !== 'age' || others.length > 0) return null;
  return isPlainAge(age) && age.source === 'name' && readsDateOf(age.timestring, names)
    ? spanOf(age.unit, age.unit_count)
    : null;
}

/** How many of the newest names are kept, or null. */
export function maxCountOf(filters: readonly SnapshotFilter[], pattern: string): number | null {
  const names = cut(pattern);
  const [count, ...others] = filters.filter((filter) => !choosesAll(filter, names));
  if (count?.filtertype !== 'count' || others.length > 0 || !count.exclude || !count.reverse) return null;
  // In names with the year first, the alphabet is the calendar.
  const isByName = count.use_age
    ? count.source === 'name' && readsDateOf(count.timestring, names)
    : /^%Y\D?%m\D?%d\D?%H\D?%M\D?%S$/.test(names.dates);
  return isByName ? count.count : null;
}

/** How long items are kept by the time at which they were made, or null: nearly, but not exactly, maxAge. */
export function ageByCreation(filters: readonly Filter[], pattern: string): string | null {
  const [age, ...others] = filters.filter((filter) => !choosesAll(filter, cut(pattern)));
  if (age?.filtertype !== 'age' || others.length > 0 || !isPlainAge(age) || age.source === 'name') return null;
  return spanOf(age.unit, age.unit_count);
}

function isPlainAge(age: AgeFilter): boolean {
  const isOwn = 'unit_count_pattern' in age && age.unit_count_pattern !== undefined;
  return age.direction === 'older' && !age.exclude && !age.epoch && !isOwn && age.unit_count > 0;
}

function cut(pattern: string): Names {
  const start = pattern.indexOf('%');
  return { prefix: pattern.slice(0, start), dates: pattern.slice(start) };
}

/** A digit in the prefix could be taken for the first of the date. */
function readsDateOf(timestring: string | undefined, { prefix, dates }: Names): boolean {
  return timestring === dates && !/\d/.test(prefix);
}

/** Whether a filter lets every name of the pattern pass. */
function choosesAll(filter: Filter, names: Names): boolean {
  if (filter.filtertype === 'none') return true;
  if (filter.filtertype === 'kibana') return filter.exclude && !names.prefix.startsWith('.kibana');
  if (filter.filtertype !== 'pattern' || filter.exclude) return false;
  if (filter.kind === 'timestring') return readsDateOf(filter.value, names);
  const literal = literalPrefix(filter);
  return literal !== null && isStartOf(literal, names.prefix);
}

/** What names have to start with, where a filter asks for nothing else; a dot in it is any character. */
export function literalPrefix(filter: Filter): string | null {
  if (filter.filtertype !== 'pattern' || filter.exclude) return null;
  if (filter.kind === 'prefix') return /^[\w.-]+$/.test(filter.value) ? filter.value : null;
  return filter.kind === 'regex' ? (/^\^([\w.-]+?)(\.\*\$?)?$/.exec(filter.value)?.[1] ?? null) : null;
}

function isStartOf(literal: string, prefix: string): boolean {
  return (
    literal.length <= prefix.length &&
    [...literal].every((character, place) => character === '.' || character === prefix.charAt(place))
  );
}

/** In days where that is exact, else in seconds; Curator's months have 30 days, its years 365. */
function spanOf(unit: Unit, count: number): string {
  const seconds = unitSeconds[unit] * count;
  if (seconds % unitSeconds.days === 0) return `${seconds / unitSeconds.days}d`;
  return seconds % unitSeconds.hours === 0 ? `${seconds / unitSeconds.hours}h` : `${seconds}s`;
}
