import { Cron } from '../../src/planning/cron';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const always = {
  minute: range(0, 59),
  hour: range(0, 23),
  dayOfMonth: range(1, 31),
  month: range(1, 12),
  dayOfWeek: range(0, 6),
};

test.each([
  ['0 1 * * *', { minute: [0], hour: [1] }],
  ['*/20 22-23,4 * * *', { minute: [0, 20, 40], hour: [4, 22, 23] }],
  ['5/15 1 * * *', { minute: [5, 20, 35, 50], hour: [1] }],
  ['0 1 1,15 * *', { minute: [0], hour: [1], dayOfMonth: [1, 15] }],
  ['0 1 * JAN-mar *', { minute: [0], hour: [1], month: [1, 2, 3] }],
  ['0 1 * * MON-fri', { minute: [0], hour: [1], dayOfWeek: [1, 2, 3, 4, 5] }],
  ['0 1 * * 6-7', { minute: [0], hour: [1], dayOfWeek: [0, 6] }],
  ['0 1 * * 7', { minute: [0], hour: [1], dayOfWeek: [0] }],
  ['0 1 29 2 *', { minute: [0], hour: [1], dayOfMonth: [29], month: [2] }],
  ['@hourly', { minute: [0] }],
  ['@daily', { minute: [0], hour: [0] }],
  ['@midnight', { minute: [0], hour: [0] }],
  ['@annually', { minute: [0], hour: [0], dayOfMonth: [1], month: [1] }],
  ['@weekly', { minute: [0], hour: [0], dayOfWeek: [0] }],
  ['@monthly', { minute: [0], hour: [0], dayOfMonth: [1] }],
  ['@yearly', { minute: [0], hour: [0], dayOfMonth: [1], month: [1] }],
])('%s', (text, different) => {
  expect(Cron.parse(text).fields).toEqual({ ...always, ...different });
});

test('spaces do not count, and the text is kept for people and for JSON', () => {
  const cron = Cron.parse('  0   1 * *\t* ');
  expect([String(cron), cron.text]).toEqual(['0 1 * * *', '0 1 * * *']);
  expect(JSON.stringify({ cron })).toBe('{"cron":"0 1 * * *"}');
});

const form =
  'write "minute hour day month weekday", for example "0 1 * * *" for every night at one, or @hourly, @daily, @weekly, @monthly, @yearly';

test.each([
  ['', form],
  ['0 1 * *', form],
  ['every night', form],
  ['@every 1h', form],
  ['@nightly', form],
  ['toString', form],
  // Temporal reads six fields as with a year, seven as with seconds; others read six as with seconds.
  ['0 1 * * * 2027', form],
  ['0 0 1 * * * *', form],
  ['TZ=Asia/Shanghai 0 1 * * *', 'the time zone is that of the cluster, set by "timezone"'],
  ['CRON_TZ=UTC 0 1 * * *', 'the time zone is that of the cluster, set by "timezone"'],
  // To Temporal, the second Friday is every Friday with a comment.
  ['0 1 * * 5#2', `"#" is not understood, ${form}`],
  ['0 1 L * *', `"L" is not understood, ${form}`],
  ['0 1 15W * *', `"W" is not understood, ${form}`],
  ['0 1 ? * *', `"?" is not understood, ${form}`],
  ['H 1 * * *', `"H" is not understood, ${form}`],
  ['0 1 * * MONDAY', `"MONDAY" is not understood, ${form}`],
  ['*/90 * * * *', 'a step (/) is larger than its field, which would run once in each hour, day or year'],
  ['0 1 1 * MON', 'cron runs on either of day and weekday, Temporal only where both fit: leave one of them "*"'],
])('"%s" is refused, with what to write instead', (text, objection) => {
  expect(() => Cron.parse(text)).toThrow(new Error(`"${text}" is not a schedule: ${objection}`));
});

test.each([
  '60 1 * * *',
  '0 24 * * *',
  '0 1 0 * *',
  '0 1 32 * *',
  '0 1 * 13 *',
  '0 1 * * 8',
  '0 1 JAN * *',
  '0 23-4 * * *',
  '0 1 * * FRI-SUN',
  '*/0 * * * *',
  '0 1,, * * *',
  '0 *-5 * * *',
  '0 1 1-2-3 * *',
  '0 1/2/3 * * *',
  '-1 1 * * *',
])('"%s" is refused with what is wrong in it', (text) => {
  expect(() => Cron.parse(text)).toThrow(/^".*" is not a schedule \(.+\): write "minute hour day month weekday"/);
});

test.each(['0 1 30 2 *', '0 1 31 4 *', '0 0 31 2,4,6 *'])('"%s" is refused: it would never run', (text) => {
  expect(() => Cron.parse(text)).toThrow(`"${text}" is not a schedule`);
});
