import fc from 'fast-check';
import { count, firstNames } from '../../src/planning/listing';
import { didYouMean } from '../../src/planning/suggestion';

test.each([
  ['day', ['cluster', 'days'], 'days'],
  ['dyas', ['cluster', 'days'], 'days'],
  ['DAYS', ['cluster', 'days'], 'days'],
  ['taskqueue', ['taskQueue', 'healthPort'], 'taskQueue'],
  ['kubeshpere', ['kubesphere', 'staging'], 'kubesphere'],
  ['CLUSTER', ['cluster'], 'cluster'],
])('"%s" out of %j is taken for a slip of "%3$s"', (word, known, meant) => {
  expect(didYouMean(word, known)).toBe(`, did you mean "${meant}"?`);
});

test.each([
  ['password', ['cluster', 'days']],
  ['xx', ['eu', 'us']],
  ['', ['eu']],
  ['days', []],
])('"%s" out of %j is no slip, so nothing is suggested', (word, known: string[]) => {
  expect(didYouMean(word, known)).toBe('');
});

test('a single slip of the finger in a word of three letters or more is always recognised', () => {
  const words = fc.stringMatching(/^[a-z]{3,12}$/);
  fc.assert(
    fc.property(words, fc.nat(), (word, choice) => {
      const position = choice % word.length;
      expect(didYouMean(word.slice(0, position) + word.slice(position + 1), [word])).toContain(`"${word}"`);
    }),
  );
});

test.each([
  [[], 5, ''],
  [['a'], 5, 'a'],
  [['a', 'b', 'c'], 3, 'a, b, c'],
  [['a', 'b', 'c', 'd'], 3, 'a, b, c and 1 more'],
  [['a', 'b', 'c', 'd', 'e', 'f', 'g'], undefined, 'a, b, c, d, e and 2 more'],
])('%j with at most %s names reads as "%s"', (names: string[], most, text) => {
  expect(firstNames(names, most)).toBe(text);
});

test.each([
  [0, '0 indices'],
  [1, '1 index'],
  [2, '2 indices'],
])('%d of them are %s', (amount, text) => {
  expect(count(amount, 'index', 'indices')).toBe(text);
});

test('a plural needs to be told only when it is irregular', () => {
  expect([count(1, 'shard'), count(2, 'shard')]).toEqual(['1 shard', '2 shards']);
});
