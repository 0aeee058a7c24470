import { count, firstNames } from '../../src/planning/listing';

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
