import { planRetention } from '../../src/planning/retention-plan';
import type { RetentionContext } from '../../src/planning/retention-plan';
import type { RetentionRules } from '../../src/planning/retention-rules';
import type { Snapshot } from '../../src/planning/snapshot';
import { context, nameOf, night, nights, nightsAgo, now, pattern, rules, span, zone } from './retention-nights';

const expiredNights = (
  snapshots: Snapshot[],
  written: Partial<RetentionRules>,
  different: Partial<RetentionContext> = {},
) => {
  const { expired } = planRetention(snapshots, rules(written), { ...context, ...different });
  return expired.map(({ name }) => snapshots.findIndex((snapshot) => snapshot.name === name));
};
const reasonFor = (
  snapshot: Snapshot,
  all: Snapshot[],
  written: Partial<RetentionRules>,
  different: Partial<RetentionContext> = {},
) => {
  const { expired, kept } = planRetention(all, rules(written), { ...context, ...different });
  const find = (list: typeof kept) => list.find(({ name }) => name === snapshot.name)?.reason;
  return find(expired) === undefined ? `stays: ${find(kept)}` : `goes: ${find(expired)}`;
};

describe('ages', () => {
  test('older snapshots go, and say why', () => {
    expect(expiredNights(nights(10), { maxAge: span('5d') })).toEqual([6, 7, 8, 9]);
    expect(reasonFor(night(6), nights(10), { maxAge: span('5d') })).toBe('goes: older than 5d');
    expect(reasonFor(night(5), nights(10), { maxAge: span('5d') })).toBe('stays: younger than 5d');
  });

  test('are counted from the time in the name, or from the start if the file says so', () => {
    const renamed = night(9, { startedAt: now.getTime() });
    expect(expiredNights([night(0), renamed], { maxAge: span('5d') })).toEqual([1]);
    expect(
      expiredNights([night(0, { startedAt: now.getTime() + 1 }), renamed], { maxAge: span('5d'), ageFrom: 'start' }),
    ).toEqual([]);
  });

  test('minCount keeps the newest, however old', () => {
    const old = [20, 21, 22, 23].map((ago) => night(ago));
    expect(expiredNights(old, { maxAge: span('5d'), minCount: 3 })).toEqual([3]);
    expect(reasonFor(night(22), old, { maxAge: span('5d'), minCount: 3 })).toBe('stays: one of the newest 3');
  });
});

describe('counts', () => {
  test('maxCount lets the oldest go', () => {
    expect(expiredNights(nights(6), { maxCount: 4 })).toEqual([4, 5]);
    expect(reasonFor(night(5), nights(6), { maxCount: 4 })).toBe('goes: more than 4 are there');
    expect(reasonFor(night(3), nights(6), { maxCount: 4 })).toBe('stays: one of the newest 4');
  });

  test('FAILED and PARTIAL ones are not counted as backups', () => {
    const failed = [0, 1, 2].map((ago) => night(ago, { state: 'FAILED' }));
    expect(expiredNights([...failed, night(3), night(4), night(5)], { maxCount: 2 })).toEqual([5]);
  });

  test('a day that is younger than maxAge keeps its newest copy, whatever maxCount says', () => {
    const all = [night(0), night(1), night(2), night(3), night(4), night(5), night(6)];
    // Night 0 holds the days 1 to 3, and the newest copies of the days 4 and 5 are those of the nights 1 and 2.
    expect(expiredNights(all, { maxCount: 1, maxAge: span('6d') })).toEqual([3, 4, 5, 6]);
    expect(expiredNights(all, { maxCount: 1, maxAge: span('3d') })).toEqual([1, 2, 3, 4, 5, 6]);
    expect(reasonFor(night(2), all, { maxCount: 1, maxAge: span('6d') })).toBe('stays: the newest copy of 2026-11-25');
  });
});

describe('keep', () => {
  test('keeps the last of each day, week, month and year, and without other rules nothing else', () => {
    const all = nights(70);
    const { kept } = planRetention(all, rules({ keep: { daily: 3, weekly: 2, monthly: 3 } }), context);
    expect(kept.map(({ name, reason }) => [name.slice(9, 17), reason])).toEqual([
      ['20261130', 'the newest that succeeded'],
      ['20261129', 'the last of the day 2026-11-29'],
      ['20261128', 'the last of the day 2026-11-28'],
      ['20261031', 'the last of the month 2026-10'],
      ['20260930', 'the last of the month 2026-09'],
    ]);
  });

  test('counts weeks from Monday by the calendar of the cluster, around New Year too', () => {
    const at = (day: string) => night(0, { name: `snapshot-${day}010000` });
    const days = ['20260105', '20260104', '20260101', '20251231', '20251229', '20251228'].map(at);
    const { kept } = planRetention(days, rules({ keep: { weekly: 3 } }), context);
    // 29 December 2025 to 4 January 2026 are one week: 2026-W01.
    expect(kept.map(({ name, reason }) => [name.slice(9, 17), reason])).toEqual([
      ['20260105', 'the newest that succeeded'],
      ['20260104', 'the last of the week 2026-W01'],
      ['20251228', 'the last of the week 2025-W52'],
    ]);
  });

  test('protects from maxAge and maxCount', () => {
    expect(expiredNights(nights(10), { maxAge: span('3d'), maxCount: 2, keep: { daily: 6 } })).toEqual([6, 7, 8, 9]);
  });
});

describe('what never goes', () => {
  const strict = { maxAge: span('1d') };

  test.each<[string, Partial<Snapshot>, string]>([
    ['of another name', { name: 'by-hand-1' }, 'its name does not follow snapshot-%Y%m%d%H%M%S'],
    [
      'of a name that is no time',
      { name: 'snapshot-20261340010000' },
      'its name does not follow snapshot-%Y%m%d%H%M%S',
    ],
    ['of another cluster', { clusterUuid: 'theirs' }, 'another cluster has taken it'],
    ['being taken', { state: 'IN_PROGRESS' }, 'it is being taken'],
    ['unreadable', { state: 'INCOMPATIBLE' }, 'this version cannot read it, so nobody can tell what is in it'],
  ])('a snapshot %s', (_, different, reason) => {
    const old = night(50, different);
    expect(reasonFor(old, [night(0), old], strict, { clusterUuid: 'ours' })).toBe(`stays: ${reason}`);
  });

  test('the newest success, however old', () => {
    const all = [night(0, { state: 'FAILED' }), night(30), night(31)];
    expect(reasonFor(night(30), all, strict)).toBe('stays: the newest that succeeded');
    expect(reasonFor(night(31), all, strict)).toBe('goes: older than 1d');
  });

  test('what somebody restores from', () => {
    const all = nights(5);
    expect(reasonFor(night(4), all, strict, { restoring: [nameOf(4)] })).toBe(
      'stays: somebody restores from it; the next run looks again',
    );
  });

  test('the fullest copy of a day, when lines that came late have recreated it', () => {
    const day = pattern.indexOf(zone.dayAt(nightsAgo(8)));
    const whole = night(5, { indices: [day] });
    const late = night(1, { indices: [day] });
    const all = [night(0, { indices: ['logkeep-ledger-a'] }), late, whole];
    const documents = (snapshot: string) => (snapshot === whole.name ? 20_000 : 3);
    const written = { maxAge: span('20d'), maxCount: 1 };
    expect(reasonFor(whole, all, written, { documents })).toMatch(/^stays: the fullest copy of/);
    expect(reasonFor(late, all, written, { documents })).toMatch(/^stays: the newest copy of/);
    expect(reasonFor(whole, all, written)).toBe('goes: more than 1 are there');
  });

  test('a partial one that alone holds a day, whole or not', () => {
    const failures = (index: string | undefined) => [{ index: index ?? '', shard: 0, reason: 'lost' }];
    const torn = night(10, { state: 'PARTIAL', shards: { total: 3, successful: 2, failed: 1 } });
    const [, second] = torn.indices;
    const alone = { ...torn, failures: failures(second) };
    expect(reasonFor(alone, [night(0), alone], { maxAge: span('30d') })).toMatch(
      /^stays: PARTIAL, but (the newest copy of|none holds) 2026-11-/,
    );
    expect(reasonFor(alone, [night(0), alone], { maxAge: span('5d') })).toBe('goes: PARTIAL, longer ago than 7d');
    // An older one that holds the day whole is worth more than a newer one that lost a shard of it.
    const only = { ...alone, indices: [second ?? ''] };
    const whole = { ...only, name: nameOf(11), failures: failures('logs-2019.01.01') };
    expect(reasonFor(whole, [night(0), only, whole], { maxAge: span('30d') })).toMatch(
      /^stays: PARTIAL, but the newest copy/,
    );
    expect(reasonFor(only, [night(0), only, whole], { maxAge: span('30d') })).toBe('goes: PARTIAL, longer ago than 7d');
  });

  test('a snapshot that holds no day of this cluster: another kind of logs shares the repository', () => {
    const theirs = night(50, { indices: ['events-2019.11.01'] });
    expect(reasonFor(theirs, [night(0), theirs], strict)).toBe('stays: it holds no day of this cluster');
    const empty = night(50, { indices: ['logkeep-ledger-a'] });
    expect(reasonFor(empty, [night(0), empty], strict)).toBe('goes: older than 1d');
  });

  test('the snapshot of the run itself', () => {
    const own = night(3, { state: 'PARTIAL' });
    const written = { filters: [{ filtertype: 'none' as const }] };
    expect(reasonFor(own, [night(4), own], written, { current: own.name })).toBe('stays: this run has taken it');
  });

  test('where partial ones count as backups, the newest of them', () => {
    const partial = [0, 1, 2].map((ago) => night(ago, { state: 'PARTIAL' }));
    expect(expiredNights(partial, { maxCount: 2 }, { allowPartial: true })).toEqual([2]);
  });
});

describe('snapshots that did not succeed', () => {
  test.each([
    [
      'goes when it is old and a newer one succeeded',
      [night(0), night(8, { state: 'FAILED' })],
      'goes: FAILED, longer ago than 7d',
    ],
    [
      'stays as evidence for a while',
      [night(0), night(3, { state: 'FAILED' })],
      'stays: FAILED, kept as evidence for 7d',
    ],
    [
      'stays while none has succeeded since',
      [night(9), night(8, { state: 'FAILED' })],
      'stays: FAILED, but none has succeeded since',
    ],
  ])('one %s', (_, all, reason) => {
    expect(reasonFor(all[1] as Snapshot, all, { maxAge: span('45d') })).toBe(reason);
  });
});

test('without rules every snapshot stays', () => {
  const { expired, kept } = planRetention(nights(3), undefined, context);
  expect([expired, kept.map(({ reason }) => reason)]).toEqual([
    [],
    Array(3).fill('logkeep.yaml sets no rule for snapshots'),
  ]);
});

describe('filters', () => {
  const all = [...nights(4), night(9, { name: 'by-hand' }), night(12, { state: 'FAILED' })];
  const written: Partial<RetentionRules> = { filters: [{ filtertype: 'none' }] };

  test('choose in place of ages and counts, but not what never goes', () => {
    expect(expiredNights(all, written)).toEqual([1, 2, 3, 5]);
    expect(reasonFor(night(1), all, written)).toMatch(/^goes: by the filters it /);
    expect(reasonFor(night(0), all, written)).toBe('stays: the newest that succeeded');
  });

  test('leave what minCount and keep protect', () => {
    expect(expiredNights(all, { ...written, minCount: 2, keep: { daily: 3 } })).toEqual([3, 5]);
  });
});
