import type { IndexPattern } from '../index-pattern';
import { firstNames } from '../listing';
import { whyNoIndexName } from './index-name';
import { isOwnIndex } from './name-wildcard';

/** How indices are to be named: with something around their names, or by a regular expression. */
export interface Renaming {
  prefix?: string;
  suffix?: string;
  /** A regular expression of JavaScript; only what it matches of a name is replaced. */
  pattern?: string;
  /** `$1` is what its first group found, `$$` a dollar sign. */
  replacement?: string;
}

/** An index and the name that it gets. */
export interface Rename {
  index: string;
  as: string;
}

export interface RenamedIndices {
  mapping: Rename[];
  /** Why it cannot be done, one sentence each; nothing may be restored while there is one. */
  problems: string[];
  /** What a person should know, one sentence each. */
  warnings: string[];
}

const longestPattern = 200;

/** Why a text is no pattern for names, a clause; null for one that is. */
export function whyNoPattern(pattern: string): string | null {
  if (pattern.length > longestPattern) return `is longer than ${longestPattern} characters`;
  try {
    new RegExp(pattern, 'u');
    return null;
  } catch (error) {
    return `is not a regular expression (${error instanceof Error ? error.message : String(error)})`;
  }
}

/**
 * The name that each index gets. May take for ever with a pattern that is made for it: whoever calls it with one that
 * a person wrote has to limit the time.
 */
export function renameAll(
  indices: readonly string[],
  { prefix = '', suffix = '', pattern, replacement }: Renaming,
): Rename[] {
  if (pattern === undefined) return indices.map((index) => ({ index, as: `${prefix}${index}${suffix}` }));
  const expression = new RegExp(pattern, 'u');
  return indices.map((index) => ({ index, as: index.replace(expression, replacement ?? '') }));
}

/** Checks the names that indices would get, before anything is started. */
export function checkRenames(
  mapping: readonly Rename[],
  { pattern }: Renaming,
  days: IndexPattern,
): Omit<RenamedIndices, 'mapping'> {
  return {
    problems: [...unmatched(mapping, pattern), ...collisions(mapping), ...mapping.flatMap(illegal)],
    warnings: mapping.flatMap((rename) => otherDay(rename, days)),
  };
}

/** A replacement that makes the same name again counts as well: the index would come back under its own name. */
function unmatched(mapping: readonly Rename[], pattern: string | undefined): string[] {
  const kept = mapping.filter(({ index, as }) => index === as).map(({ index }) => index);
  if (pattern === undefined || kept.length === 0) return [];
  return [
    `into.pattern "${pattern}" does not change the names of ${firstNames(kept)}: every index has to get a new name`,
  ];
}

function collisions(mapping: readonly Rename[]): string[] {
  const byName = new Map<string, string[]>();
  for (const { index, as } of mapping) byName.set(as, [...(byName.get(as) ?? []), index]);
  return [...byName]
    .filter(([, indices]) => indices.length > 1)
    .map(([as, indices]) => `${firstNames(indices)} would all become ${as}: give each a name of its own`);
}

function illegal({ index, as }: Rename): string[] {
  if (index === as) return [];
  const why = whyNoIndexName(as) ?? (isOwnIndex(as) ? 'names that begin with "logkeep-" are its own' : null);
  return why === null ? [] : [`${index} cannot become "${as}": ${why}`];
}

function otherDay({ index, as }: Rename, days: IndexPattern): string[] {
  const day = days.dayOf(as);
  if (day === null || index === as) return [];
  return [
    `${index} becomes ${as}, which is the name of a day of this cluster: whoever looks at ${day.toString()} finds its lines, and backup and cleanup take it for that day`,
  ];
}
