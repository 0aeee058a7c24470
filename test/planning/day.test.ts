import fc from 'fast-check';
import { Day } from '../../src/planning/day';
import { days, moments } from './arbitraries';

test('every day of the calendar is read and written as the same text', () => {
  fc.assert(
    fc.property(moments, (moment) => {
      const text = moment.toISOString().slice(0, 10);
      expect(Day.parse(text).toString()).toBe(text);
    }),
  );
});

test('days sort as text in calendar order', () => {
  const number = ({ year, month, day }: Day) => Date.UTC(year, month - 1, day);
  fc.assert(fc.property(days, days, (a, b) => expect(a.toString() < b.toString()).toBe(number(a) < number(b))));
});

test('a day is its text in JSON', () => {
  expect(JSON.stringify({ days: [Day.parse('2019-11-12')] })).toBe('{"days":["2019-11-12"]}');
});

test.each(['12.11.2019', '2019-11-2', '2019.11.12', '19-11-12', ' 2019-11-12', '2019-11-12T00:00', '2019-11-12\n', ''])(
  '"%s" is refused with the way to write it',
  (text) => {
    expect(() => Day.parse(text)).toThrow(`"${text}" is not a day: write it as YYYY-MM-DD, for example 2019-11-12`);
  },
);

test.each(['2019-02-29', '2019-02-30', '2019-04-31', '2019-13-01', '2019-00-10', '2019-01-00', '1900-02-29'])(
  '%s is refused because the calendar has no such date',
  (text) => {
    expect(() => Day.parse(text)).toThrow(`"${text}" is not a day: the calendar has no such date`);
  },
);

test.each(['2020-02-29', '2000-02-29', '2019-12-31', '1970-01-01'])('%s is a day', (text) => {
  expect(Day.parse(text).toString()).toBe(text);
});

test.each([
  [2019, 2, 30],
  [2019, 0, 1],
  [2019, 1.5, 1],
])('%d, %d, %d make no day', (year, month, day) => {
  expect(Day.of(year, month, day)).toBeNull();
});

test.each([
  ['2019-11-12', '2019-11-12', 0],
  ['2019-11-12', '2019-11-11', 1],
  ['2020-03-01', '2020-02-28', 2],
  ['2020-01-01', '2019-01-01', 365],
  ['2019-11-11', '2019-11-12', -1],
])('between %s and %s lie %d days', (day, earlier, between) => {
  expect(Day.parse(day).daysSince(Day.parse(earlier))).toBe(between);
});
