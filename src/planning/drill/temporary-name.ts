import type { IndexPattern } from '../index-pattern';

const prefix = 'logkeep-drill-';

/**
 * The name under which a drill restores an index: no daily one of any pattern that does not begin like it, and never that
 * of another run.
 * @param id eight hexadecimal digits of the run's own.
 */
export function temporaryName(index: string, id: string): string {
  return `${prefix}${index}-${id}`;
}

/** The index that a name was made for, where it is one of `temporaryName` for a day of the pattern. */
export function originalOf(name: string, pattern: IndexPattern): string | undefined {
  const [, original] = /^logkeep-drill-(.+)-[0-9a-f]{8}$/.exec(name) ?? [];
  return original !== undefined && pattern.dayOf(original) !== null ? original : undefined;
}

/** What all temporary names of a cluster match, and maybe others: `originalOf` tells which. */
export function temporaryNames(pattern: IndexPattern): string {
  return `${prefix}${pattern.wildcard}`;
}
