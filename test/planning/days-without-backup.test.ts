import fc from 'fast-check';
import { Day } from '../../src/planning/day';
import { daysWithoutBackup } from '../../src/planning/days-without-backup';
import { IndexPattern } from '../../src/planning/index-pattern';

const pattern = new IndexPattern('logs-%d.%m.%Y');
const today = Day.parse('2026-11-30');
const index = (text: string) => pattern.indexOf(Day.parse(text));
const missing = (live: string[], saved: string[]) =>
  daysWithoutBackup(live, new Set(saved), pattern, today).map(String);

test('days that no snapshot holds are listed, the oldest first, whatever the order of their names', () => {
  const live = ['2026-11-29', '2026-10-31', '2026-11-02', '2025-12-31'].map(index);
  expect(missing(live, [index('2026-11-02')])).toEqual(['2025-12-31', '2026-10-31', '2026-11-29']);
});

test('today, days to come and names without a day do not count', () => {
  expect(missing([index('2026-11-30'), index('2026-12-01'), 'logs-test', 'logs-31.02.2026', 'other'], [])).toEqual([]);
});

test('a snapshot more never leaves more days without', () => {
  const days = fc.uniqueArray(fc.integer({ min: 1, max: 29 }), { maxLength: 29 });
  const names = days.map((numbers) => numbers.map((day) => index(`2026-11-${String(day).padStart(2, '0')}`)));
  fc.assert(
    fc.property(names, names, names, (live, saved, more) => {
      const before = missing(live, saved);
      const after = missing(live, [...saved, ...more]);
      expect(before).toEqual(expect.arrayContaining(after));
      expect(missing(live, [...saved, ...live])).toEqual([]);
    }),
  );
});
