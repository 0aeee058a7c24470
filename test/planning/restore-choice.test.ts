import fc from 'fast-check';
import { Day } from '../../src/planning/day';
import { IndexPattern } from '../../src/planning/index-pattern';
import { chooseSnapshots, shrunkCopies } from '../../src/planning/restore-choice';
import { TimeZone } from '../../src/planning/time-zone';
import type { Snapshot } from '../../src/planning/snapshot';
import { snapshotOf, snapshotsOf } from './arbitraries';

const pattern = new IndexPattern('ks-logstash-log-%Y.%m.%d');
const days = ['2019-11-11', '2019-11-12', '2019-11-13'].map((text) => Day.parse(text));
const [, twelfth = Day.parse('2019-11-12')] = days;
const index = pattern.indexOf(twelfth);

const zone = TimeZone.parse('UTC');
const wantedOf = (some: readonly Day[]) => some.map((day) => ({ index: pattern.indexOf(day), day }));
const choose = (some: readonly Day[], all: readonly Snapshot[]) => chooseSnapshots(wantedOf(some), zone, all);

const wanted = fc.subarray(days, { minLength: 1 });
const snapshots = snapshotsOf(days, pattern);
const choices = fc.record({ wanted, snapshots });

test('neither the order of the days nor that of the snapshots matters', () => {
  const orders = choices.chain((choice) =>
    fc.record({
      choice: fc.constant(choice),
      days: fc.shuffledSubarray(choice.wanted, { minLength: choice.wanted.length }),
      snapshots: fc.shuffledSubarray(choice.snapshots, { minLength: choice.snapshots.length }),
    }),
  );
  fc.assert(
    fc.property(orders, ({ choice, ...shuffled }) => {
      const a = choose(choice.wanted, choice.snapshots);
      const b = choose(shuffled.days, shuffled.snapshots);
      expect(b.steps).toEqual(a.steps);
      expect([...b.problems].sort()).toEqual([...a.problems].sort());
    }),
  );
});

test('a day comes from a snapshot that succeeded, holds it, and is not older than any other such', () => {
  fc.assert(
    fc.property(choices, ({ wanted: some, snapshots: all }) => {
      for (const step of choose(some, all).steps) {
        const chosen = all.find(({ name }) => name === step.snapshot);
        for (const name of step.indices) {
          const usable = all.filter(({ state, indices }) => state === 'SUCCESS' && indices.includes(name));
          expect(usable).toContain(chosen);
          expect(chosen?.startedAt).toBe(Math.max(...usable.map(({ startedAt = 0 }) => startedAt)));
        }
      }
    }),
  );
});

test('every day is either restored once, or missing, or has one problem that names its index', () => {
  fc.assert(
    fc.property(choices, ({ wanted: some, snapshots: all }) => {
      const { steps, problems, missing } = choose(some, all);
      const restored = steps.flatMap(({ indices }) => indices);
      for (const day of some) {
        const name = pattern.indexOf(day);
        const told = problems.filter((problem) => problem.includes(name)).length;
        const gone = missing.filter(({ index: one }) => one === name).length;
        expect(restored.filter((each) => each === name).length + told + gone).toBe(1);
      }
      expect(restored.length + problems.length + missing.length).toBe(some.length);
      for (const one of missing) expect(all.some(({ indices }) => indices.includes(one.index))).toBe(false);
    }),
  );
});

test('steps name each snapshot once and never an index that nobody asked for', () => {
  fc.assert(
    fc.property(choices, ({ wanted: some, snapshots: all }) => {
      const { steps } = choose(some, all);
      const names = steps.map(({ snapshot }) => snapshot);
      const asked = some.map((day) => pattern.indexOf(day));
      expect(names).toEqual([...new Set(names)].sort());
      expect(steps.every(({ indices }) => indices.length > 0 && indices.every((name) => asked.includes(name)))).toBe(
        true,
      );
    }),
  );
});

test('asking twice for a day is asking once', () => {
  fc.assert(
    fc.property(choices, ({ wanted: some, snapshots: all }) => {
      const once = choose(some, all);
      expect(choose([...some, ...some], all)).toEqual(once);
    }),
  );
});

const holding = (name: string, day: number, different: Partial<Snapshot> = {}) =>
  snapshotOf({ name, indices: [index], startedAt: Date.UTC(2019, 10, day), ...different });

const undated = holding('undated', 13);
delete undated.startedAt;

test.each<[string, Snapshot[], string]>([
  ['the newest that holds it', [holding('old', 13), holding('new', 14)], 'new'],
  ['an older one when the newest failed', [holding('old', 13), holding('new', 14, { state: 'FAILED' })], 'old'],
  ['an older one when the newest is partial', [holding('old', 13), holding('new', 14, { state: 'PARTIAL' })], 'old'],
  [
    'an older one while the newest is running',
    [holding('old', 13), holding('new', 14, { state: 'IN_PROGRESS' })],
    'old',
  ],
  ['an older one when the newest does not hold it', [holding('old', 13), holding('new', 14, { indices: [] })], 'old'],
  ['the last by name of two from the same moment', [holding('a', 13), holding('b', 13)], 'b'],
  ['one that says when it began over one that does not', [holding('dated', 13), undated], 'dated'],
])('a day comes from %s', (_, list, snapshot) => {
  expect(choose([twelfth], list)).toMatchObject({ steps: [{ snapshot, indices: [index] }], problems: [] });
});

test.each<[string, Snapshot[], string]>([
  [
    'every backup of it failed',
    [holding('a', 13, { state: 'PARTIAL' }), holding('b', 14, { state: 'FAILED' })],
    `${index} is only in snapshots that did not succeed: b (FAILED), a (PARTIAL)`,
  ],
  [
    'many backups failed',
    [13, 14, 15, 16, 17].map((day) => holding(`s${day}`, day, { state: 'FAILED' })),
    's17 (FAILED), s16 (FAILED), s15 (FAILED) and 2 more',
  ],
])('a day cannot be restored when %s, and the reason says so', (_, list, reason) => {
  const { steps, problems } = choose([twelfth], list);
  expect(steps).toEqual([]);
  expect(problems).toEqual([expect.stringContaining(reason)]);
});

test('a copy that was taken before its day was over comes with a warning, in the time zone of the cluster', () => {
  const at = (hour: number) => [holding('early', 12, { startedAt: Date.UTC(2019, 10, 12, hour) })];
  const inShanghai = (hour: number) => chooseSnapshots(wantedOf([twelfth]), TimeZone.parse('Asia/Shanghai'), at(hour));
  expect(choose([twelfth], at(17)).warnings).toEqual([
    `early was taken before 2019-11-12 was over, so ${index} may lack its last lines`,
  ]);
  expect(inShanghai(17).warnings).toEqual([]);
  expect(inShanghai(15).warnings).toHaveLength(1);
});

test('newer copies that did not succeed are mentioned', () => {
  const list = [holding('good', 13), holding('broken', 14, { state: 'PARTIAL' })];
  expect(choose([twelfth], list).warnings).toEqual([
    `${index} is in newer snapshots too, which did not succeed: broken (PARTIAL)`,
  ]);
});

describe('a chosen copy is compared with the one before it', () => {
  const { older } = choose([twelfth], [holding('before', 13), holding('after', 14)]);
  const sizes = (before: number | undefined, after: number | undefined) => (snapshot: string) =>
    snapshot === 'before' ? before : after;

  test.each<[string, number | undefined, number | undefined, number]>([
    ['as big', 1000, 1000, 0],
    ['somewhat smaller, as after a merge', 1000, 600, 0],
    ['bigger, as when the day went on', 500, 1000, 0],
    ['a fraction of it', 1000, 10, 1],
    ['of unknown size', undefined, 10, 0],
    ['without a size itself', 1000, undefined, 0],
  ])('%s', (_, before, after, objections) => {
    expect(shrunkCopies(older, sizes(before, after))).toHaveLength(objections);
  });

  test('and the objection names both', () => {
    expect(shrunkCopies(older, sizes(1000, 10))).toEqual([
      {
        name: 'shrunkCopy',
        level: 'fatal',
        sentence: expect.stringMatching(/less than half as big in after as in before.*"snapshot": "before"/) as string,
      },
    ]);
  });
});

test('a partial snapshot that lost shards of other indices only is as good, and is told', () => {
  const lost = (name: string) => ({ state: 'PARTIAL' as const, failures: [{ index: name, shard: 0, reason: 'lost' }] });
  const list = [holding('good', 13), holding('partial', 14, lost('other'))];
  expect(choose([twelfth], list)).toMatchObject({
    steps: [{ snapshot: 'partial', indices: [index] }],
    warnings: [`partial is PARTIAL, but holds ${index} whole`],
  });
  expect(choose([twelfth], [holding('good', 13), holding('torn', 14, lost(index))]).steps).toMatchObject([
    { snapshot: 'good' },
  ]);
});
