import fc from 'fast-check';
import { CalendarPattern } from '../../src/planning/calendar-pattern';
import type { CalendarFields } from '../../src/planning/calendar-pattern';
import { literals } from './arbitraries';

const fields = fc.record({
  year: fc.integer({ min: 0, max: 9999 }),
  month: fc.integer({ min: 1, max: 12 }),
  day: fc.integer({ min: 1, max: 31 }),
  hour: fc.integer({ min: 0, max: 23 }),
  minute: fc.integer({ min: 0, max: 59 }),
  second: fc.integer({ min: 0, max: 59 }),
});

/** All codes in any order, with any text before, between and after them. */
const patterns = fc
  .tuple(fc.shuffledSubarray(['%Y', '%m', '%d', '%H', '%M', '%S']), fc.array(literals, { minLength: 7, maxLength: 7 }))
  .map(([codes, texts]) => codes.map((code, position) => `${texts[position] ?? ''}${code}`).join('') + (texts[6] ?? ''))
  .filter((text) => text !== '');

test('what a pattern renders it reads back, whatever stands between the codes', () => {
  fc.assert(
    fc.property(patterns, fields, (text, moment) => {
      const pattern = new CalendarPattern(text);
      const expected: CalendarFields = Object.fromEntries(pattern.units.map((unit) => [unit, moment[unit]]));
      expect(pattern.read(pattern.render(moment))).toEqual(expected);
    }),
  );
});

test('a name that differs in a single literal character was not made from the pattern', () => {
  fc.assert(
    fc.property(literals, fields, fc.nat(), (prefix, moment, choice) => {
      fc.pre(prefix !== '');
      const pattern = new CalendarPattern(`${prefix}%Y`);
      const position = choice % prefix.length;
      const name = pattern.render(moment);
      expect(pattern.read(`${name.slice(0, position)}é${name.slice(position + 1)}`)).toBeNull();
    }),
  );
});

test.each([
  ['logs-%Y.%m.%d', 'logs-2019.11.12', { year: 2019, month: 11, day: 12 }],
  ['%d/%m/%Y', '12/11/2019', { year: 2019, month: 11, day: 12 }],
  ['%Y%m%d', '20191112', { year: 2019, month: 11, day: 12 }],
  ['fixed', 'fixed', {}],
])('%s reads %s', (text, name, expected) => {
  expect(new CalendarPattern(text).read(name)).toEqual(expected);
});

test.each([
  ['a dot is a dot, unlike in a Curator prefix', 'a.b-%Y', 'axb-2019'],
  ['something before the name', 'logs-%Y', 'my-logs-2019'],
  ['something after the name', 'logs-%Y', 'logs-2019-copy'],
  ['a second line', 'logs-%Y', 'logs-2019\n'],
  ['too few digits', 'logs-%Y.%m', 'logs-2019.1'],
  ['too many digits', 'logs-%Y', 'logs-20190'],
  ['digits of another script', 'logs-%Y', 'logs-٢٠١٩'],
  ['nothing at all', 'logs-%Y', ''],
])('a name is foreign because of %s', (_, text, name) => {
  expect(new CalendarPattern(text).read(name)).toBeNull();
});

test.each([
  ['logs-%j', '"%j" in "logs-%j" is not a known code: use %Y, %m, %d, %H, %M, %S'],
  ['logs-%', '"%" in "logs-%" is not a known code'],
  ['logs-%%', '"%%" in "logs-%%" is not a known code'],
  ['logs-%y', '"%y" in "logs-%y" is not a known code'],
  ['%Y-%m-%Y', '"%Y" stands twice in "%Y-%m-%Y": use each code once'],
])('%s is refused with the code that is wrong', (text, message) => {
  expect(() => new CalendarPattern(text)).toThrow(message);
});

test.each([
  ['logs-%Y-x', 'logs-'],
  ['%Y-logs', ''],
  ['', ''],
  ['logs', 'logs'],
])('all names of "%s" start with "%s"', (text, prefix) => {
  expect(new CalendarPattern(text).prefix).toBe(prefix);
});
