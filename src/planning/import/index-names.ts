import { IndexPattern } from '../index-pattern';
import type { IndexFilter } from '../selection/index-filters';
import { literalPrefix } from './simple-selection';

/** How daily indices are named, as far as filters tell it. */
export interface ImportedPattern {
  text: string;
  /** Whether something had to be guessed, and what. */
  guess?: string;
}

const daily = '%Y.%m.%d';

/** From the longest prefix and the timestring of the filters; null when they name no prefix. */
export function patternIn(filters: readonly IndexFilter[]): ImportedPattern | null {
  const [prefix] = filters
    .map(literalPrefix)
    .filter((literal) => literal !== null)
    .sort((a, b) => b.length - a.length);
  if (prefix === undefined) return null;
  const dates = filters.flatMap(timestringsOf).find(isDaily);
  const separator = /[-_.]$/.test(prefix) ? '' : '-';
  const text = `${prefix}${separator}${dates ?? daily}`;
  if (!isPattern(text)) return null;
  const guessed = [
    ...(separator === '' ? [] : [`"${separator}" between prefix and date`]),
    ...(dates === undefined ? [`the date as ${daily}`] : []),
  ];
  return guessed.length === 0
    ? { text }
    : { text, guess: `Assumed: ${guessed.join(', ')}; Curator's file does not say.` };
}

function timestringsOf(filter: IndexFilter): string[] {
  if (filter.filtertype === 'pattern') return filter.kind === 'timestring' ? [filter.value] : [];
  return 'timestring' in filter && filter.timestring !== undefined ? [filter.timestring] : [];
}

function isDaily(timestring: string): boolean {
  return (
    [...timestring.matchAll(/%./g)]
      .map(([code]) => code)
      .sort()
      .join('') === '%Y%d%m'
  );
}

function isPattern(text: string): boolean {
  try {
    return new IndexPattern(text).text === text;
  } catch {
    return false;
  }
}
