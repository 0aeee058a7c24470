import { Day } from '../day';
import { firstNames } from '../listing';
import { latest } from './candidates';
import { isOwnIndex, isWildcard } from './name-wildcard';
import { whyNoIndexName } from './index-name';
import { whyNoPattern } from './renaming';

/** The input of a restore as far as it could be read: what is wrong by itself is missing or of another type. */
export interface AskedRestore {
  cluster?: unknown;
  days?: unknown;
  from?: unknown;
  to?: unknown;
  indices?: unknown;
  snapshot?: unknown;
  asOf?: unknown;
  into?: unknown;
  onConflict?: unknown;
  confirm?: unknown;
}

/** Of a range, both ends counted. */
export const mostDays = 366;

/** Says what is wrong with what was asked for, a sentence; null when it is nothing. */
export type InputRule = (asked: AskedRestore) => string | null;

/** What no single field of the input can tell: how they go together, and names that cannot be. */
export const inputRules: readonly InputRule[] = [
  ({ days, from, to, indices }) =>
    [days, from, to, indices].every((field) => field === undefined)
      ? 'says nothing to bring back: list the "days", or give "from" and "to", or "indices"'
      : null,
  ({ from, to }) => ((from === undefined) === (to === undefined) ? null : 'must give "from" and "to" together'),
  ({ from, to }) =>
    isDay(from) && isDay(to) && to.daysSince(from) < 0
      ? `"to" (${to.toString()}) is before "from" (${from.toString()})`
      : null,
  ({ from, to }) =>
    isDay(from) && isDay(to) && to.daysSince(from) >= mostDays
      ? `"from" and "to" are ${to.daysSince(from) + 1} days, and ${mostDays} are the most: ask for them in several runs`
      : null,
  ({ indices }) => badNames('"indices"', texts(indices), (name) => whyNoIndexName(name.replaceAll('*', 'x'))),
  ({ indices }) => {
    const own = texts(indices).filter(isOwnIndex);
    return own.length === 0 ? null : `"indices" names what is logkeep's own: ${firstNames(own)}`;
  },
  ({ snapshot, asOf }) =>
    snapshot !== undefined && snapshot !== latest && asOf !== undefined
      ? '"asOf" looks for a snapshot and "snapshot" names one: give only one of them'
      : null,
  ({ into }) => {
    const { pattern, replacement, prefix, suffix } = fieldsOf(into);
    if ((pattern === undefined) !== (replacement === undefined))
      return 'into: must give "pattern" and "replacement" together';
    if (pattern !== undefined && (prefix !== undefined || suffix !== undefined))
      return 'into: must give either "pattern" or "prefix" and "suffix"';
    return null;
  },
  ({ into }) => {
    const { pattern } = fieldsOf(into);
    const why = typeof pattern === 'string' ? whyNoPattern(pattern) : null;
    return why === null ? null : `into.pattern: ${why}`;
  },
  ({ into }) => {
    const { prefix = '', suffix = '' } = fieldsOf(into);
    if (typeof prefix !== 'string' || typeof suffix !== 'string') return null;
    const why = whyNoIndexName(`${prefix}x${suffix}`);
    return why === null ? null : `into: no index can be named "${prefix}…${suffix}": ${why}`;
  },
  ({ onConflict, confirm }) =>
    onConflict === 'replace' && confirm === undefined
      ? '"onConflict": "replace" needs "confirm": the list of the indices that may be replaced, each by its full name'
      : null,
  ({ onConflict, confirm }) =>
    confirm !== undefined && onConflict !== 'replace' ? '"confirm" is only for "onConflict": "replace"' : null,
  ({ confirm }) => badNames('"confirm"', texts(confirm), (name) => (isWildcard(name) ? 'it has a wildcard' : null)),
];

function badNames(what: string, names: readonly string[], whyNot: (name: string) => string | null): string | null {
  const bad = names.flatMap((name) => {
    const why = whyNot(name);
    return why === null ? [] : [`"${name}": ${why}`];
  });
  return bad.length === 0 ? null : `${what} has what is no name: ${firstNames(bad, 3)}`;
}

function isDay(value: unknown): value is Day {
  return value instanceof Day;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string' && one !== '') : [];
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
