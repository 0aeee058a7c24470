import fc from 'fast-check';
import { chooseDays, weightOf } from '../../../src/planning/drill/choose-days';
import type { DrillCandidate } from '../../../src/planning/drill/choose-days';
import type { DrillOutcome } from '../../../src/planning/drill/proof';

const now = Date.parse('2026-11-30T04:00:00Z');
const daysAgo = (days: number) => new Date(now - days * 86_400_000).toISOString();

/** @param proven days since its newest proof; undefined when it was never proven. */
function candidate(day: string, proven?: number, last: DrillOutcome = 'proven'): DrillCandidate {
  const index = `logs-${day}`;
  if (proven === undefined && last === 'proven') return { day, index };
  return {
    day,
    index,
    proof: {
      index,
      last: { outcome: last, at: daysAgo(0), snapshot: 's', reasons: [] },
      ...(proven === undefined ? {} : { proven: { at: daysAgo(proven), snapshot: 's', documents: 1, sampled: 1 } }),
    },
  };
}

const candidates = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1000, max: 9999 }), fc.option(fc.nat(500), { nil: undefined })), {
    selector: ([day]) => day,
    maxLength: 40,
  })
  .map((days) => days.map(([day, proven]) => candidate(String(day), proven)));

test.each<[string, DrillCandidate, number]>([
  ['never proven', candidate('a'), 365],
  ['proven today', candidate('a', 0), 1],
  ['proven a week ago', candidate('a', 7), 7],
  ['proven long ago', candidate('a', 1000), 365],
  ['proven yesterday, and different since', candidate('a', 1, 'differs'), 365],
  ['proven yesterday, and not restorable since', candidate('a', 1, 'unrestorable'), 365],
  ['proven yesterday, and not comparable since', candidate('a', 1, 'not comparable'), 1],
  ['never comparable', candidate('a', undefined, 'not comparable'), 365],
])('%s', (_, one, weight) => {
  expect(weightOf(one, now)).toBe(weight);
});

test('a choice is as many different days as there are, at most as many as asked for, in their order', () => {
  fc.assert(
    fc.property(candidates, fc.nat(50), fc.string(), (some, count, seed) => {
      const days = chooseDays(some, count, seed, now).map(({ day }) => day);
      expect(days).toHaveLength(Math.min(count, some.length));
      expect(days).toEqual([...new Set(days)].sort());
      expect(some.map(({ day }) => day)).toEqual(expect.arrayContaining(days));
    }),
  );
});

test('a choice is the same for the same seed, in whatever order the days come', () => {
  fc.assert(
    fc.property(candidates, fc.nat(10), fc.string(), (some, count, seed) => {
      expect(chooseDays(some.toReversed(), count, seed, now)).toEqual(chooseDays(some, count, seed, now));
    }),
  );
});

test('more days are the fewer ones and others', () => {
  fc.assert(
    fc.property(candidates, fc.nat(10), fc.string(), (some, count, seed) => {
      const more = chooseDays(some, count + 1, seed, now);
      expect(more).toEqual(expect.arrayContaining(chooseDays(some, count, seed, now)));
    }),
  );
});

test('days are drawn as often as their weights say', () => {
  const some = [candidate('old', 150), candidate('new', 35), candidate('never')];
  const drawn = new Map<string, number>();
  for (let run = 0; run < 5500; run += 1) {
    const [one] = chooseDays(some, 1, `drill-kubesphere-${run}`, now);
    drawn.set(one?.day ?? '', (drawn.get(one?.day ?? '') ?? 0) + 1);
  }
  // Of 550 parts.
  expect(drawn.get('never')).toBeGreaterThan(3500);
  expect(drawn.get('old')).toBeGreaterThan(1400);
  expect(drawn.get('old')).toBeLessThan(1600);
  expect(drawn.get('new')).toBeGreaterThan(290);
});

test('every day has its turn before long', () => {
  const proven = new Map<string, number>();
  const all = Array.from({ length: 30 }, (_, day) => String(100 + day));
  for (let week = 0; week < 40; week += 1) {
    const some = all.map((day) => {
      const known = proven.get(day);
      return candidate(day, known === undefined ? undefined : (week - known) * 7);
    });
    for (const { day } of chooseDays(some, 2, `week-${week}`, now)) proven.set(day, week);
  }
  expect(proven.size).toBe(30);
});
