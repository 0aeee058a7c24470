import { nextDailyRun } from '../../src/planning/next-daily-run';

test.each([
  ['0 1 * * *', '2019-11-20T00:59:59Z', undefined, '2019-11-20T01:00:00.000Z'],
  ['0 1 * * *', '2019-11-20T01:00:00Z', undefined, '2019-11-21T01:00:00.000Z'],
  ['30 23 * * *', '2019-12-31T23:45:00Z', undefined, '2020-01-01T23:30:00.000Z'],
  ['@daily', '2019-11-20T12:00:00Z', undefined, '2019-11-21T00:00:00.000Z'],
  [' 0  1 * * * ', '2019-11-20T12:00:00Z', 'Asia/Shanghai', '2019-11-20T17:00:00.000Z'],
])('%j after %s in %s is %s', (schedule, after, zone, next) => {
  expect(nextDailyRun(schedule, new Date(after), zone)?.toISOString()).toBe(next);
});

test.each(['*/5 * * * *', '0 1 * * 0', '0 1 1 * *', '0 1,13 * * *', '@hourly', '0 25 * * *', '61 1 * * *', ''])(
  '%j is not once a day',
  (schedule) => {
    expect(nextDailyRun(schedule, new Date('2019-11-20T12:00:00Z'))).toBeNull();
  },
);

test('a time zone that nobody knows gives no time', () => {
  expect(nextDailyRun('0 1 * * *', new Date('2019-11-20T12:00:00Z'), 'Mars/Olympus')).toBeNull();
});
