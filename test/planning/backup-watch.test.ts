import fc from 'fast-check';
import { watchBackups } from '../../src/planning/backup-watch';
import type { BackupLook, BackupWatch } from '../../src/planning/backup-watch';
import { TimeSpan } from '../../src/planning/time-span';

const hour = 3_600_000;
const overdueAfter = TimeSpan.parse('26h');
const away: BackupLook = { unreachable: 'it does not answer' };
const nothing: BackupLook = {};
const savedAt = (hours: number): BackupLook => ({ newest: { snapshot: `snapshot-${hours}`, endedAt: hours * hour } });

interface Told {
  hour: number;
  what: 'overdue' | 'unreachable' | 'over';
}

/** Looks once an hour, from hour 0 on, and lists what people hear. */
function follow(looks: readonly BackupLook[], startDelays: readonly number[] = []): Told[] {
  let watch: BackupWatch | undefined;
  return looks.flatMap((look, at): Told[] => {
    const now = at * hour + (startDelays[at] ?? 0);
    const verdict = watchBackups(watch, look, overdueAfter, now);
    // As a schedule hands it on.
    watch = JSON.parse(JSON.stringify(verdict.watch)) as BackupWatch;
    if (verdict.isOver) return [{ hour: at, what: 'over' }];
    if (!verdict.tell) return [];
    return [{ hour: at, what: verdict.trouble?.unreachable === undefined ? 'overdue' : 'unreachable' }];
  });
}

const times = (count: number, look: BackupLook) => Array.from({ length: count }, () => look);

test('a cluster with a backup every night is never spoken of', () => {
  const looks = Array.from({ length: 24 * 30 }, (_, at) => savedAt(Math.floor(at / 24) * 24));
  expect(follow(looks)).toEqual([]);
});

test('a backup that is older than allowed is told once, again every 24 hours, and when it is over', () => {
  expect(follow([...times(80, savedAt(0)), savedAt(80), savedAt(80)])).toEqual([
    { hour: 27, what: 'overdue' },
    { hour: 51, what: 'overdue' },
    { hour: 75, what: 'overdue' },
    { hour: 80, what: 'over' },
  ]);
});

test('a cluster that never had a backup is overdue when it was looked at for as long', () => {
  expect(follow(times(30, nothing))).toEqual([{ hour: 27, what: 'overdue' }]);
});

test('a cluster that does not answer is told at the third look, and when it answers again', () => {
  expect(follow([savedAt(0), ...times(5, away), savedAt(0)])).toEqual([
    { hour: 3, what: 'unreachable' },
    { hour: 6, what: 'over' },
  ]);
});

test('a restart between two looks is not spoken of', () => {
  expect(follow([savedAt(0), away, away, savedAt(0), away, away, savedAt(0)])).toEqual([]);
});

test('a cluster that does not answer for so long that it is overdue is told so', () => {
  expect(follow([savedAt(0), ...times(29, away)])).toEqual([
    { hour: 3, what: 'unreachable' },
    { hour: 27, what: 'unreachable' },
  ]);
});

test('a cluster that answers again, with a backup that is too old, is overdue at once', () => {
  expect(follow([savedAt(0), ...times(30, away), ...times(3, savedAt(0))])).toEqual([
    { hour: 3, what: 'unreachable' },
    { hour: 27, what: 'unreachable' },
  ]);
  expect(follow([...times(25, savedAt(0)), ...times(3, away), ...times(3, savedAt(0))])).toEqual([
    { hour: 27, what: 'unreachable' },
  ]);
});

test('what was told carries the newest backup that was ever seen, and the reason', () => {
  const before = watchBackups(undefined, savedAt(0), overdueAfter, 0).watch;
  const first = watchBackups(before, away, overdueAfter, hour).watch;
  const { trouble } = watchBackups(first, away, overdueAfter, 3 * hour);
  expect(trouble).toEqual({
    kind: 'overdue',
    since: 0,
    newest: { snapshot: 'snapshot-0', endedAt: 0 },
    unreachable: { since: hour, reason: 'it does not answer' },
  });
});

const anyLook = fc.oneof(
  fc.constant(away),
  fc.constant(nothing),
  fc.integer({ min: 0, max: 100 }).map((hours) => savedAt(hours)),
);

test('people hear of an end only after a beginning, and of nothing more often than twice a day', () => {
  fc.assert(
    fc.property(fc.array(anyLook, { maxLength: 150 }), (looks) => {
      const told = follow(looks);
      told.forEach(({ what }, position) => {
        const before = told[position - 1];
        if (what === 'over') expect(before?.what).toMatch(/overdue|unreachable/);
      });
      for (const kind of ['overdue', 'unreachable'] as const) {
        const episodes = told.reduce<Told[][]>(
          (all, one) => (one.what === 'over' ? [...all, []] : [...all.slice(0, -1), [...(all.at(-1) ?? []), one]]),
          [[]],
        );
        for (const episode of episodes) {
          const hours = episode.filter(({ what }) => what === kind).map((one) => one.hour);
          for (let at = 2; at < hours.length; at += 1)
            expect((hours[at] ?? 0) - (hours[at - 2] ?? 0)).toBeGreaterThan(23);
        }
      }
    }),
  );
});

test('a schedule that starts some seconds early or late reminds once a day all the same', () => {
  const jitter = Array.from({ length: 80 }, (_, at) => (at < 30 ? 4_000 : -4_000));
  expect(follow(times(80, savedAt(0)), jitter).map((told) => told.hour)).toEqual([26, 50, 74]);
});
