import type { Day } from '../day';
import type { IndexPattern } from '../index-pattern';
import { firstNames } from '../listing';
import type { Snapshot } from '../snapshot';
import { didYouMean } from '../suggestion';
import { isOwnIndex, isWildcard, matching } from './name-wildcard';

/** What somebody wants back: days, indices by name, or both together. */
export interface Wish {
  days: readonly Day[];
  /** Names and wildcards. */
  indices: readonly string[];
}

export interface WantedIndex {
  /** Its name in the snapshots. */
  index: string;
  /** The day that it holds; absent for an index of another kind. */
  day?: Day;
}

export interface Wanted {
  /** By name, each once. */
  indices: WantedIndex[];
  /** Names and wildcards that mean nothing, one sentence each. */
  problems: string[];
}

/** The indices that a wish means; those of days whether a snapshot holds them or not. */
export function wantedIndices(
  { days, indices: expressions }: Wish,
  pattern: IndexPattern,
  snapshots: readonly Pick<Snapshot, 'indices'>[],
): Wanted {
  const held = new Set(snapshots.flatMap(({ indices }) => indices));
  const named = expressions.flatMap((expression) => matching(expression, held));
  const names = new Set([...days.map((day) => pattern.indexOf(day)), ...named]);
  return {
    indices: [...names].sort().map((index) => {
      const day = pattern.dayOf(index);
      return { index, ...(day === null ? {} : { day }) };
    }),
    problems: expressions.flatMap((expression) => whyNothing(expression, held)),
  };
}

function whyNothing(expression: string, held: ReadonlySet<string>): string[] {
  if (matching(expression, held).length > 0) return [];
  const known = [...held].filter((name) => !isOwnIndex(name)).sort();
  if (known.length === 0) return [`no snapshot holds an index that "${expression}" could mean`];
  if (isWildcard(expression)) {
    return [`no snapshot holds an index that matches "${expression}" (there are ${firstNames(known, 3)})`];
  }
  const hint = didYouMean(expression, known) || ` (there are ${firstNames(known, 3)})`;
  return [`no snapshot holds an index "${expression}"${hint}`];
}
