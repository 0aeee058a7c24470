import { compareCounts } from '../../src/planning/restored-counts';
import type { CountedIndex } from '../../src/planning/restored-counts';

const counted = (index: string, documents: number, recorded?: number, sealed = false): CountedIndex => ({
  ...{ index, documents },
  ...(recorded === undefined ? {} : { recorded: { documents: recorded, sealed } }),
});

test('all as written down is nothing to warn of', () => {
  expect(compareCounts([counted('a', 10, 10, true), counted('b', 0, 0), counted('c', 12, 11)])).toEqual({
    compared: { equal: 2, more: 1, less: 0, unknown: 0 },
    short: [],
    warnings: [],
  });
});

test('missing documents are said first and loudly, with names and numbers', () => {
  const { compared, short, warnings } = compareCounts([
    counted('a', 1_499, 1_500),
    counted('b', 3, 2, true),
    counted('c', 5),
  ]);
  expect(compared).toEqual({ equal: 0, more: 1, less: 1, unknown: 1 });
  expect(short).toEqual(['a']);
  expect(warnings).toEqual([
    'DOCUMENTS ARE MISSING from 1 index: a holds 1,499 where 1,500 were backed up; what is there was left in place: look for an older snapshot of the day',
    'b holds 3 where 2 were backed up: nothing was written any more when it was backed up, so that somebody has written to it since it is back',
  ]);
});

test('what nobody has written down is unknown, and no reason to worry', () => {
  expect(compareCounts([counted('a', 10)])).toEqual({
    compared: { equal: 0, more: 0, less: 0, unknown: 1 },
    short: [],
    warnings: [],
  });
});
