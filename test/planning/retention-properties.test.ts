import fc from 'fast-check';
import { planRetention } from '../../src/planning/retention-plan';
import type { RetentionRules } from '../../src/planning/retention-rules';
import type { Snapshot } from '../../src/planning/snapshot';
import { context, night, now, pattern, rules, span, zone } from './retention-nights';

const repositories = fc
  .uniqueArray(
    fc.record({
      ago: fc.integer({ min: 0, max: 60 }),
      state: fc.constantFrom<Snapshot['state']>('SUCCESS', 'SUCCESS', 'SUCCESS', 'PARTIAL', 'FAILED', 'IN_PROGRESS'),
    }),
    { selector: ({ ago }) => ago, maxLength: 25 },
  )
  .map((list) => list.map(({ ago, state }) => night(ago, { state })));
const small = fc.integer({ min: 1, max: 12 });
const someRules = fc
  .record(
    {
      maxAge: fc.integer({ min: 1, max: 50 }).map((days) => span(`${days}d`)),
      minCount: small,
      maxCount: small,
      keep: fc.record({ daily: small, weekly: small, monthly: small }, { requiredKeys: ['daily'] }),
      unsuccessful: fc.integer({ min: 1, max: 20 }).map((days) => span(`${days}d`)),
    },
    { requiredKeys: ['unsuccessful'] },
  )
  .filter(({ maxAge, maxCount, keep }) => maxAge !== undefined || maxCount !== undefined || keep !== undefined)
  .map((written) => rules(written));
const names = (snapshots: Snapshot[], written: RetentionRules) =>
  planRetention(snapshots, written, context).expired.map(({ name }) => name);

test('the newest success and every running one stay, whatever the rules', () => {
  fc.assert(
    fc.property(repositories, someRules, (snapshots, written) => {
      const gone = names(snapshots, written);
      const successes = snapshots.filter(({ state }) => state === 'SUCCESS').map(({ name }) => name);
      const newest = successes.sort().at(-1);
      expect(gone).not.toContain(newest);
      for (const { name, state } of snapshots) if (state === 'IN_PROGRESS') expect(gone).not.toContain(name);
      if (newest === undefined) expect(gone).toEqual([]);
    }),
  );
});

test('every snapshot is decided once, and the order of the list does not matter', () => {
  fc.assert(
    fc.property(repositories, someRules, fc.func(fc.integer()), (snapshots, written, key) => {
      const plan = planRetention(snapshots, written, context);
      const shuffled = [...snapshots].sort((a, b) => key(a.name) - key(b.name));
      expect(planRetention(shuffled, written, context)).toEqual(plan);
      const decided = [...plan.expired, ...plan.kept].map(({ name }) => name).sort();
      expect(decided).toEqual(snapshots.map(({ name }) => name).sort());
    }),
  );
});

test('a second look after the deletions lets nothing more go', () => {
  fc.assert(
    fc.property(repositories, someRules, (snapshots, written) => {
      const gone = names(snapshots, written);
      const left = snapshots.filter(({ name }) => !gone.includes(name));
      expect(names(left, written)).toEqual([]);
    }),
  );
});

test('a day younger than maxAge that some snapshot holds is still held afterwards', () => {
  fc.assert(
    fc.property(repositories, someRules, (snapshots, written) => {
      if (written.maxAge === undefined) return;
      const since = zone.before(now, written.maxAge);
      const gone = names(snapshots, written);
      const daysOf = (list: Snapshot[]) =>
        new Set(
          list
            .filter(({ state }) => state === 'SUCCESS')
            .flatMap(({ indices }) => indices)
            .filter((index) => {
              const day = pattern.dayOf(index);
              return day !== null && zone.startOf(day) >= since;
            }),
        );
      const left = daysOf(snapshots.filter(({ name }) => !gone.includes(name)));
      expect([...daysOf(snapshots)].filter((index) => !left.has(index))).toEqual([]);
    }),
  );
});

type Raise = (written: RetentionRules, more: number) => RetentionRules;
const raises: [string, Raise][] = [
  [
    'maxAge',
    (written, more) =>
      written.maxAge === undefined ? written : { ...written, maxAge: written.maxAge.plus(span(`${more}d`)) },
  ],
  ['minCount', (written, more) => ({ ...written, minCount: (written.minCount ?? 0) + more })],
  [
    'maxCount',
    (written, more) => (written.maxCount === undefined ? written : { ...written, maxCount: written.maxCount + more }),
  ],
  ['unsuccessful', (written, more) => ({ ...written, unsuccessful: written.unsuccessful.plus(span(`${more}d`)) })],
  ...(['daily', 'weekly', 'monthly', 'yearly'] as const).map((kind): [string, Raise] => [
    `keep.${kind}`,
    (written, more) =>
      written.keep === undefined
        ? written
        : { ...written, keep: { ...written.keep, [kind]: (written.keep[kind] ?? 0) + more } },
  ]),
];

test.each(raises)('more of %s never lets more go', (_, raise) => {
  fc.assert(
    fc.property(repositories, someRules, small, (snapshots, written, more) => {
      const before = names(snapshots, written);
      expect(before).toEqual(expect.arrayContaining(names(snapshots, raise(written, more))));
    }),
  );
});
