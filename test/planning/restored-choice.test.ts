import { chooseRestored } from '../../src/planning/restored-choice';
import { retryPause } from '../../src/planning/expiry-pause';

const restored = [{ name: 'a-1', day: '2019-11-11' }, { name: 'a-2', day: '2019-11-12' }, { name: 'other' }];

test('restored indices are asked for by day, by name, or both, and come once', () => {
  expect(chooseRestored(restored, { days: ['2019-11-12'], indices: ['other', 'a-2'] })).toEqual({
    found: [restored[1], restored[2]],
    problems: [],
  });
});

test('what is not there is named', () => {
  expect(chooseRestored(restored, { days: ['2019-11-13'], indices: ['a-*'] }).problems).toEqual([
    'no restored index is of 2019-11-13',
    'a-* is no restored index',
  ]);
});

test('a deletion that fails is tried again soon at first, and every six hours in the end', () => {
  const minutes = [1, 2, 3, 4, 8, 9, 10, 1000].map((failures) => retryPause(failures) / 60_000);
  expect(minutes).toEqual([1, 2, 4, 8, 128, 256, 360, 360]);
});
