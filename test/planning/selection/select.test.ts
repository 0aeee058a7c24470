import fc from 'fast-check';
import { z } from 'zod';
import type { IndexFacts, SnapshotFacts } from '../../../src/planning/selection/facts';
import { indexFilter } from '../../../src/planning/selection/index-filters';
import { selectIndices, selectSnapshots } from '../../../src/planning/selection/select';
import { snapshotFilter } from '../../../src/planning/selection/snapshot-filters';

const now = new Date('2020-01-15T12:00:00Z');

function index(name: string, different: Partial<IndexFacts> = {}): IndexFacts {
  return {
    name,
    open: true,
    primaryShards: 1,
    replicas: 0,
    aliases: [],
    createdAt: now.getTime(),
    bytes: 0,
    documents: 1,
    ...different,
  };
}

function indices(items: IndexFacts[], ...filters: object[]) {
  return selectIndices(z.array(indexFilter).parse(filters), items, now);
}

const chosen = (items: IndexFacts[], ...filters: object[]) => indices(items, ...filters).chosen.map(({ name }) => name);

test('every index has its reason, whether it is chosen or not', () => {
  const items = ['logs-2020.01.01', 'logs-2020.01.10', 'logs-today', 'other-2020.01.01'].map((name) => index(name));
  const age = {
    filtertype: 'age',
    source: 'name',
    timestring: '%Y.%m.%d',
    direction: 'older',
    unit: 'days',
    unit_count: 7,
  };
  expect(indices(items, { filtertype: 'pattern', kind: 'prefix', value: 'logs-' }, age)).toEqual({
    chosen: [
      {
        name: 'logs-2020.01.01',
        reason:
          'has the prefix logs-; is of 2020-01-01 00:00:00 UTC by its name, older than 7 days (2020-01-08 12:00:00 UTC)',
      },
    ],
    others: [
      {
        name: 'logs-2020.01.10',
        reason: 'is of 2020-01-10 00:00:00 UTC by its name, not older than 7 days (2020-01-08 12:00:00 UTC)',
      },
      { name: 'logs-today', reason: 'has no date like %Y.%m.%d in its name' },
      { name: 'other-2020.01.01', reason: 'does not have the prefix logs-' },
    ],
  });
});

// What Elasticsearch 6.7 without X-Pack cannot show to Curator.
test.each([
  ['ilm leaves out what has a policy', { filtertype: 'ilm' }, { lifecyclePolicy: 'weekly' }, []],
  ['ilm chooses it with exclude: false', { filtertype: 'ilm', exclude: false }, { lifecyclePolicy: 'weekly' }, ['a']],
  [
    'size is that of the primaries',
    { filtertype: 'size', size_threshold: 1 },
    { bytes: 2 ** 32, primaryBytes: 2 ** 29 },
    [],
  ],
  [
    'size may be that of all copies',
    { filtertype: 'size', size_threshold: 1, size_behavior: 'total' },
    { bytes: 2 ** 32 },
    ['a'],
  ],
  [
    'size of exactly the threshold is not greater',
    { filtertype: 'size', size_threshold: 1 },
    { primaryBytes: 2 ** 30 },
    [],
  ],
  [
    'size of a closed index is not known',
    { filtertype: 'size', size_threshold: 1, threshold_behavior: 'less_than', exclude: true },
    { open: false },
    [],
  ],
  [
    'replicas count for segments',
    { filtertype: 'forcemerged', max_num_segments: 2, exclude: false },
    { primaryShards: 3, replicas: 1, segments: 12 },
    ['a'],
  ],
  [
    'one segment more is not merged',
    { filtertype: 'forcemerged', max_num_segments: 2, exclude: false },
    { primaryShards: 3, replicas: 1, segments: 13 },
    [],
  ],
  [
    'an index without a creation date is never chosen',
    { filtertype: 'age', source: 'creation_date', direction: 'older', unit: 'days', unit_count: 1, exclude: true },
    { createdAt: undefined },
    [],
  ],
] as const)('%s', (_, filter, different, expected) => {
  expect(chosen([index('a', different as Partial<IndexFacts>)], filter)).toEqual(expected);
});

test('what Curator 8.0 up to 8.0.16 deleted: a name without a date counts as older than everything (curator#1727)', () => {
  const age = {
    filtertype: 'age',
    source: 'name',
    timestring: '%Y.%m.%d',
    direction: 'older',
    unit: 'days',
    unit_count: 1,
  };
  for (const exclude of [false, true]) expect(chosen([index('undated')], { ...age, exclude })).toEqual([]);
});

const lists = fc.array(
  fc.oneof(
    fc.record({
      filtertype: fc.constant('count'),
      count: fc.integer({ min: 1, max: 5 }),
      reverse: fc.boolean(),
      exclude: fc.boolean(),
    }),
    fc.record({
      filtertype: fc.constant('count'),
      count: fc.integer({ min: 1, max: 5 }),
      use_age: fc.constant(true),
      source: fc.constantFrom('name', 'creation_date'),
      timestring: fc.constant('%Y.%m.%d'),
    }),
    fc.record({
      filtertype: fc.constant('age'),
      source: fc.constant('name'),
      timestring: fc.constant('%Y.%m.%d'),
      direction: fc.constantFrom('older', 'younger'),
      unit: fc.constant('days'),
      unit_count: fc.nat(10),
      exclude: fc.boolean(),
    }),
    fc.record({ filtertype: fc.constantFrom('closed', 'empty'), exclude: fc.boolean() }),
    fc.record({ filtertype: fc.constant('space'), disk_space: fc.constantFrom(1, 2, 3), reverse: fc.boolean() }),
  ),
  { maxLength: 4 },
);

const worlds = fc.uniqueArray(
  fc.record({
    name: fc
      .tuple(fc.constantFrom('a', 'b'), fc.integer({ min: 1, max: 20 }))
      .map(([prefix, day]) => `${prefix}-2020.01.${String(day).padStart(2, '0')}`),
    open: fc.boolean(),
    documents: fc.nat(1),
    bytes: fc.nat(3).map((gibibytes) => gibibytes * 2 ** 30),
    createdAt: fc.constantFrom(0, 1000, 2000).map((offset) => now.getTime() - offset),
  }),
  { selector: ({ name }) => name, maxLength: 12 },
);

test('the order of indices does not matter, each is chosen or not, and more filters never choose more', () => {
  fc.assert(
    fc.property(worlds, lists, fc.nat(), (facts, filters, turn) => {
      const items = facts.map(({ name, ...different }) => index(name, different));
      const turned = [
        ...items.slice(turn % (items.length + 1)),
        ...items.slice(0, turn % (items.length + 1)),
      ].reverse();
      const selection = indices(items, ...filters);
      expect(indices(turned, ...filters)).toEqual(selection);
      const names = [...selection.chosen, ...selection.others].map(({ name }) => name).sort();
      expect(names).toEqual(items.map(({ name }) => name).sort());
      const fewer = chosen(items, ...filters.slice(0, -1));
      expect(selection.chosen.filter(({ name }) => !fewer.includes(name))).toEqual([]);
    }),
  );
});

test('of snapshots with the same date in their names, the one that was started first counts as the first', () => {
  const snapshot = (name: string, startedAt: number): SnapshotFacts => ({ name, startedAt, state: 'SUCCESS' });
  const three = [snapshot('b-2020.01.01', 1), snapshot('a-2020.01.01', 2), snapshot('c-2020.01.01', 1)];
  const count = {
    filtertype: 'count',
    count: 1,
    use_age: true,
    source: 'name',
    timestring: '%Y.%m.%d',
    exclude: false,
  };
  for (const items of [three, [...three].reverse()])
    expect(selectSnapshots([snapshotFilter.parse(count)], items, now).chosen).toMatchObject([{ name: 'b-2020.01.01' }]);
});
