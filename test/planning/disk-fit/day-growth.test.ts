import { dayGrowth } from '../../../src/planning/disk-fit/day-growth';
import type { ShardCopy } from '../../../src/planning/disk-fit/room';
import { usualLayout } from '../../../src/planning/disk-fit/usual-layout';
import { GB } from './rooms';

const copy = (node: string | null, gb: number, different: Partial<ShardCopy> = {}): ShardCopy => ({
  ...{ index: 'day', shard: 0, primary: true, node, bytes: gb * GB },
  ...different,
});
const grow = (today: ShardCopy[], yesterday: ShardCopy[], dayPassed: number) =>
  dayGrowth({ today, yesterday, dayPassed }).map(({ node, bytes }) => [node, bytes / GB]);

test('a day goes on as it began', () => {
  expect(grow([copy('a', 3), copy('b', 3)], [], 0.25)).toEqual([
    ['a', 9],
    ['b', 9],
  ]);
});

test('or gets as big as yesterday, if that is more', () => {
  expect(grow([copy('a', 3)], [copy('b', 20)], 0.5)).toEqual([['a', 17]]);
  expect(grow([copy('a', 10)], [copy('b', 12)], 0.5)).toEqual([['a', 10]]);
});

test('early in the morning only yesterday tells', () => {
  expect(grow([copy('a', 1)], [copy('b', 11)], 0.01)).toEqual([['a', 10]]);
  expect(grow([copy('a', 1)], [], 0.01)).toEqual([]);
});

test('before it has begun, it will be where yesterday is', () => {
  expect(grow([], [copy('a', 4), copy('b', 4), copy('b', 4)], 0)).toEqual([
    ['a', 4],
    ['b', 8],
  ]);
});

test('a day that is over grows no more', () => {
  expect(grow([copy('a', 3)], [copy('a', 2)], 1)).toEqual([]);
});

test('a copy without a node is nowhere', () => {
  expect(grow([copy('a', 3), copy(null, 0)], [], 0.5)).toEqual([['a', 3]]);
  expect(grow([], [], 0.5)).toEqual([]);
});

test('the usual layout is that of most indices', () => {
  const index = (name: string, shards: number, replicas: number) =>
    Array.from({ length: shards }, (_, shard) =>
      Array.from({ length: 1 + replicas }, (__, number) => copy('a', 1, { index: name, shard, primary: number === 0 })),
    ).flat();
  expect(usualLayout([...index('a', 5, 1), ...index('b', 5, 1), ...index('c', 1, 0)])).toEqual({
    shards: 5,
    replicas: 1,
  });
  expect(usualLayout([])).toEqual({ shards: 1, replicas: 0 });
});
