import { count as counted } from '../listing';
import { indexDates, snapshotDates } from './dates';
import type { ItemDate } from './dates';
import type { IndexFacts, SnapshotFacts } from './facts';
import type { IndexFilter } from './index-filters';
import { pythonRegex } from './python-regex';
import { pointOfReference, readable } from './reckoning';
import type { SnapshotFilter } from './snapshot-filters';
import { fitting, oneByOne, unfit } from './verdict';
import type { Verdict } from './verdict';

type IndexAge = Extract<IndexFilter, { filtertype: 'age' }>;
type SnapshotAge = Extract<SnapshotFilter, { filtertype: 'age' }>;

export const judgeSnapshotAge = oneByOne((filter: SnapshotAge, now) => {
  const dateOf = snapshotDates(filter);
  return (snapshot: SnapshotFacts) => compare(dateOf(snapshot), filter, filter.unit_count, now);
});

export const judgeIndexAge = oneByOne((filter: IndexAge, now) => {
  const dateOf = indexDates(filter);
  const unitsOf = unitsInName(filter);
  return (index: IndexFacts) => {
    const units = unitsOf(index.name);
    if (units === null) return unfit(`has no number of ${filter.unit} in its name`);
    return compare(dateOf(index), filter, units, now);
  };
});

/** How many units an index itself asks for in its name; null: it does not, and there is no other number. */
function unitsInName({ unit_count_pattern, unit_count }: IndexAge): (name: string) => number | null {
  if (unit_count_pattern === undefined) return () => unit_count;
  const expression = pythonRegex(unit_count_pattern);
  return (name) => {
    const text = expression.exec(name)?.[1]?.trim() ?? '';
    // As Python's int() reads it. To Curator, a 0 is no number either.
    const own = /^[+-]?\d+(_\d+)*$/.test(text) ? Number(text.replaceAll('_', '')) : 0;
    if (own !== 0) return own;
    return unit_count === -1 ? null : unit_count;
  };
}

function compare(
  date: ItemDate,
  { direction, unit, epoch }: SnapshotAge | IndexAge,
  units: number,
  now: Date,
): Verdict {
  if ('problem' in date) return unfit(date.problem);
  const limit = pointOfReference(unit, units, epoch, now);
  const fits = direction === 'older' ? date.second < limit : date.second > limit;
  const is = `is of ${readable(date.second)} ${date.from}`;
  return fitting(
    fits,
    `${is}, ${fits ? '' : 'not '}${direction} than ${counted(units, unit.slice(0, -1))} (${readable(limit)})`,
  );
}
