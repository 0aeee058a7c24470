import { ByteSize } from '../byte-size';
import { indexDates } from './dates';
import type { IndexFacts } from './facts';
import type { IndexFilter } from './index-filters';
import { byName, compareText } from './ordering';
import { fitting, oneByOne, unfit } from './verdict';
import type { Judge, Verdict } from './verdict';

type SpaceFilter = Extract<IndexFilter, { filtertype: 'space' }>;
type SizeFilter = Extract<IndexFilter, { filtertype: 'size' }>;

const gibibyte = 2 ** 30;

/** Adds the sizes up in the order of names or dates; what makes the sum greater than the limit, and all after it, fits. */
export const judgeSpace: Judge<SpaceFilter, IndexFacts> = (filter, indices) => {
  const verdicts = new Map<string, Verdict>();
  let sum = 0;
  for (const { name, bytes } of inOrder(filter, indices, verdicts)) {
    sum += bytes ?? 0;
    verdicts.set(name, compare(sum, filter.disk_space, filter.threshold_behavior, 'brings the sum of sizes to'));
  }
  return verdicts;
};

export const judgeSize = oneByOne(({ size_threshold, size_behavior, threshold_behavior }: SizeFilter) => {
  return ({ open, bytes, primaryBytes }: IndexFacts) => {
    if (!open) return unfit('is closed, so that its size is not known');
    const size = size_behavior === 'primary' ? primaryBytes : bytes;
    if (size === undefined) return unfit('has an unknown size');
    return compare(size, size_threshold, threshold_behavior, 'has');
  };
});

function inOrder(filter: SpaceFilter, indices: readonly IndexFacts[], verdicts: Map<string, Verdict>): IndexFacts[] {
  const dateOf = filter.use_age ? indexDates(filter) : () => ({ second: 0 });
  const usable = indices.flatMap((index) => {
    const date = dateOf(index);
    const problem = !index.open
      ? 'is closed, so that its size is not known'
      : index.bytes === undefined
        ? 'has an unknown size'
        : 'problem' in date
          ? date.problem
          : null;
    if (problem === null && 'second' in date) return [{ index, second: date.second }];
    verdicts.set(index.name, unfit(problem ?? ''));
    return [];
  });
  if (!filter.use_age)
    return byName(
      usable.map(({ index }) => index),
      filter.reverse,
    );
  // With dates, the newest is always the first.
  return usable
    .sort((a, b) => b.second - a.second || compareText(b.index.name, a.index.name))
    .map(({ index }) => index);
}

function compare(bytes: number, limit: number, behavior: SizeFilter['threshold_behavior'], what: string): Verdict {
  const fits = behavior === 'greater_than' ? bytes > limit * gibibyte : bytes < limit * gibibyte;
  const than = `${fits ? '' : 'not '}${behavior === 'greater_than' ? 'more' : 'less'} than ${limit} GiB`;
  return fitting(fits, `${what} ${ByteSize.ofBytes(bytes).toString()}, ${than}`);
}
