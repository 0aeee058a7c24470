import { CronExpressionParser } from 'cron-parser';
import fc from 'fast-check';
import { Cron } from '../../src/planning/cron';
import { longestGap, nextRuns, nextSkippedDay } from '../../src/planning/cron-runs';
import { localTime } from '../../src/planning/local-time';
import { TimeZone } from '../../src/planning/time-zone';

const minute = 60_000;
const zones = ['UTC', 'Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago'];

/** On the days that the clocks change, the next runs on the clock of the zone. */
test.each([
  // Berlin: 02:00 is followed by 03:00 on 28 March 2027, and 03:00 by 02:00 on 31 October.
  ['0 1 * * *', 'Europe/Berlin', '2027-03-27T12:00Z', ['2027-03-28 01:00 +01:00', '2027-03-29 01:00 +02:00']],
  ['30 2 * * *', 'Europe/Berlin', '2027-03-26T12:00Z', ['2027-03-27 02:30 +01:00', '2027-03-29 02:30 +02:00']],
  ['0 3 * * *', 'Europe/Berlin', '2027-03-27T12:00Z', ['2027-03-28 03:00 +02:00', '2027-03-29 03:00 +02:00']],
  [
    '30 2 * * *',
    'Europe/Berlin',
    '2027-10-30T12:00Z',
    ['2027-10-31 02:30 +02:00', '2027-10-31 02:30 +01:00', '2027-11-01 02:30 +01:00'],
  ],
  // From the second of the two on.
  ['30 2 * * *', 'Europe/Berlin', '2027-10-31T01:00Z', ['2027-10-31 02:30 +01:00', '2027-11-01 02:30 +01:00']],
  [
    '0,30 1-2 * * *',
    'Europe/Berlin',
    '2027-10-30T23:15Z',
    [
      '2027-10-31 01:30 +02:00',
      '2027-10-31 02:00 +02:00',
      '2027-10-31 02:30 +02:00',
      '2027-10-31 02:00 +01:00',
      '2027-10-31 02:30 +01:00',
      '2027-11-01 01:00 +01:00',
    ],
  ],
  // New York: 14 March and 7 November 2027, at 02:00.
  ['0 1 * * *', 'America/New_York', '2027-11-07T00:00Z', ['2027-11-07 01:00 -04:00', '2027-11-07 01:00 -05:00']],
  ['30 2 * * *', 'America/New_York', '2027-03-14T00:00Z', ['2027-03-15 02:30 -04:00']],
  // Lord Howe goes by half an hour: 02:00 to 02:30 on 3 October, 02:00 to 01:30 on 4 April 2027.
  ['15 2 * * *', 'Australia/Lord_Howe', '2027-10-02T00:00Z', ['2027-10-04 02:15 +11:00']],
  ['45 1 * * *', 'Australia/Lord_Howe', '2027-04-03T00:00Z', ['2027-04-04 01:45 +11:00', '2027-04-04 01:45 +10:30']],
  // Santiago goes over midnight: 24:00 is 23:00 again on 3 April 2027, and 4 September ends at 01:00.
  ['30 23 * * *', 'America/Santiago', '2027-04-04T03:15Z', ['2027-04-03 23:30 -04:00', '2027-04-04 23:30 -04:00']],
  ['0 0 * * *', 'America/Santiago', '2027-09-04T12:00Z', ['2027-09-06 00:00 -03:00']],
  ['0 1 * * *', 'Asia/Shanghai', '2026-11-30T16:59:59Z', ['2026-12-01 01:00 +08:00', '2026-12-02 01:00 +08:00']],
  // A run is never the next one of itself.
  ['0 1 * * *', 'Asia/Shanghai', '2026-11-30T17:00:00Z', ['2026-12-02 01:00 +08:00']],
  ['@yearly', 'UTC', '2026-11-30T00:00Z', ['2027-01-01 00:00 +00:00', '2028-01-01 00:00 +00:00']],
  ['0 1 29 2 *', 'UTC', '2096-03-01T00:00Z', ['2104-02-29 01:00 +00:00']],
])('%s in %s, from %s on', (cron, zone, after, expected) => {
  const runs = nextRuns(Cron.parse(cron), TimeZone.parse(zone), new Date(after), expected.length);
  expect(runs.map((run) => localTime(run, TimeZone.parse(zone)))).toEqual(expected);
});

const field = (from: number, to: number) =>
  fc.oneof(
    fc.constant('*'),
    fc.integer({ min: from, max: to }).map(String),
    fc
      .uniqueArray(fc.integer({ min: from, max: to }), { minLength: 1, maxLength: 3 })
      .map((values) => values.join(',')),
    fc.integer({ min: 2, max: Math.min(9, to) }).map((step) => `*/${step}`),
  );
const days = fc.oneof(
  fc.constant('* * *'),
  field(0, 6).map((weekday) => `* * ${weekday}`),
  field(1, 28).map((day) => `${day} * *`),
);
/** Crons that run in the nights, where the clocks change. */
const crons = fc.tuple(field(0, 59), field(0, 4), days).map((parts) => Cron.parse(parts.join(' ')));
const changes = fc
  .constantFrom('2027-03-14', '2027-03-28', '2027-04-04', '2027-09-05', '2027-10-03', '2027-10-31', '2027-11-07')
  .map((day) => new Date(`${day}T00:00Z`).getTime() - 86_400_000);

test('it runs at every minute whose clock fits, and at no other, also when the clocks change', () => {
  fc.assert(
    fc.property(crons, fc.constantFrom(...zones), changes, (cron, name, start) => {
      const zone = TimeZone.parse(name);
      const minutes = Array.from({ length: 3 * 1_440 }, (_, index) => new Date(start + (index + 1) * minute));
      const { fields } = cron;
      const expected = minutes.filter((moment) => {
        const clock = zone.at(moment);
        return (
          fields.minute.includes(clock.minute) &&
          fields.hour.includes(clock.hour) &&
          fields.dayOfMonth.includes(clock.day) &&
          fields.month.includes(clock.month) &&
          fields.dayOfWeek.includes(clock.weekday % 7)
        );
      });
      expect(nextRuns(cron, zone, new Date(start), expected.length)).toEqual(expected);
    }),
    { numRuns: 30 },
  );
});

test('where the clocks do not change, cron-parser names the same runs', () => {
  fc.assert(
    fc.property(crons, fc.constantFrom('UTC', 'Asia/Shanghai'), changes, (cron, zone, start) => {
      const theirs = CronExpressionParser.parse(cron.text, { tz: zone, currentDate: new Date(start) });
      expect(nextRuns(cron, TimeZone.parse(zone), new Date(start), 5)).toEqual(
        Array.from({ length: 5 }, () => theirs.next().toDate()),
      );
    }),
  );
});

const now = new Date('2026-11-30T12:00Z');

test.each([
  ['0 1 * * *', 'Asia/Shanghai', '1d'],
  ['0 1 * * *', 'Europe/Berlin', '25h'],
  ['30 2 * * *', 'Europe/Berlin', '47h'],
  ['*/5 * * * *', 'Europe/Berlin', '5min'],
  ['0 */6 * * *', 'Europe/Berlin', '7h'],
  ['0 1,13 * * *', 'UTC', '12h'],
  ['0 1 * * MON-FRI', 'UTC', '3d'],
  ['0 1 * * 0', 'Europe/Berlin', '169h'],
  ['@monthly', 'UTC', '31d'],
  ['0 1 29 2 *', 'UTC', '1461d'],
])('the longest pause of %s in %s is %s', (cron, zone, gap) => {
  expect(String(longestGap(Cron.parse(cron), TimeZone.parse(zone), now))).toBe(gap);
});

test.each([
  ['30 2 * * *', 'Europe/Berlin', '2027-03-28'],
  ['0 2,3 * * *', 'Europe/Berlin', null],
  ['0 1 * * *', 'Europe/Berlin', null],
  ['30 2 * * *', 'Asia/Shanghai', null],
  ['30 2 * * *', 'America/New_York', '2027-03-14'],
  ['15 2 * * *', 'Australia/Lord_Howe', '2027-10-03'],
  ['0 0 * * *', 'America/Santiago', '2027-09-05'],
  ['30 2 * * 0', 'Europe/Berlin', '2027-03-28'],
  ['30 2 * * MON', 'Europe/Berlin', null],
  // Its next run is behind the year that is looked at.
  ['30 2 29 2 *', 'Europe/Berlin', null],
])('the next day whose runs of %s the clocks in %s skip is %s', (cron, zone, day) => {
  expect(nextSkippedDay(Cron.parse(cron), TimeZone.parse(zone), now)?.toString() ?? null).toBe(day);
});
