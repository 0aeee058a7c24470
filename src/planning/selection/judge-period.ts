import { indexDates, snapshotDates } from './dates';
import type { ItemDate } from './dates';
import type { IndexFilter } from './index-filters';
import type { IndexFacts, SnapshotFacts } from './facts';
import { absolutePeriod, relativePeriod } from './period';
import type { AbsolutePeriod, Period, RelativePeriod } from './period';
import { readable } from './reckoning';
import { fitting, oneByOne, unfit } from './verdict';
import type { Verdict } from './verdict';

type PeriodFilter = Extract<IndexFilter, { filtertype: 'period' }>;

export const judgeSnapshotPeriod = oneByOne((filter: PeriodFilter, now) => {
  const dateOf = snapshotDates(filter);
  const period = periodOf(filter, now);
  return (snapshot: SnapshotFacts) => within(dateOf(snapshot), period);
});

export const judgeIndexPeriod = oneByOne((filter: PeriodFilter, now) => {
  const dateOf = indexDates(filter);
  const period = periodOf(filter, now);
  return (index: IndexFacts) => within(dateOf(index), period);
});

/** The schema has seen to it that what its type needs is there. */
function periodOf(filter: PeriodFilter, now: Date): Period {
  return filter.period_type === 'absolute'
    ? absolutePeriod(filter as AbsolutePeriod, now)
    : relativePeriod(filter as RelativePeriod, now);
}

function within(date: ItemDate, { start, end }: Period): Verdict {
  if ('problem' in date) return unfit(date.problem);
  const fits = date.second >= start && date.second <= end;
  const is = `is of ${readable(date.second)} ${date.from}`;
  return fitting(fits, `${is}, ${fits ? 'between' : 'not between'} ${readable(start)} and ${readable(end)}`);
}
