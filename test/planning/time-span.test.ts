import fc from 'fast-check';
import { TimeSpan } from '../../src/planning/time-span';

const century = 36_525 * 86_400;
const spans = fc.integer({ min: 1, max: century }).map((seconds) => TimeSpan.ofSeconds(seconds));

test.each([
  ['1s', 1, '1s'],
  ['90s', 90, '90s'],
  ['120s', 120, '2min'],
  ['30min', 1_800, '30min'],
  ['26h', 93_600, '26h'],
  ['24h', 86_400, '1d'],
  ['7d', 604_800, '7d'],
  ['6w', 3_628_800, '42d'],
  ['7 d', 604_800, '7d'],
  ['007d', 604_800, '7d'],
  ['36525d', century, '36525d'],
])('"%s" is %d seconds, printed as %s', (text, seconds, printed) => {
  expect(TimeSpan.parse(text).seconds).toBe(seconds);
  expect(TimeSpan.parse(text).milliseconds).toBe(seconds * 1000);
  expect(String(TimeSpan.parse(text))).toBe(printed);
});

test('what is printed is read back as the same length, and is the same in JSON', () => {
  fc.assert(
    fc.property(spans, (span) => {
      expect(TimeSpan.parse(String(span))).toEqual(span);
      expect(JSON.stringify({ span })).toBe(`{"span":"${String(span)}"}`);
    }),
  );
});

const example = 'write a whole number and a unit, such as 90s, 30min, 26h, 7d or 6w';

test.each([
  ['', example],
  ['h', example],
  ['-7d', example],
  ['1h30min', example],
  ['7d\n', example],
  ['7  d', example],
  ['1e3s', example],
  ['7', `it has no unit, ${example}`],
  ['5m', 'm could be minutes or months, write 5min, or days'],
  ['5M', 'months and years differ in length, use days (d) or weeks (w)'],
  ['2months', 'months and years differ in length, use days (d) or weeks (w)'],
  ['1y', 'months and years differ in length, use days (d) or weeks (w)'],
  ['7days', `the units are s, min, h, d, w; ${example}`],
  ['7D', `the units are s, min, h, d, w; ${example}`],
  ['500ms', `the units are s, min, h, d, w; ${example}`],
  ['7constructor', `the units are s, min, h, d, w; ${example}`],
  ['1.5h', 'it has a fraction, use a smaller unit'],
  ['1,5h', 'it has a fraction, use a smaller unit'],
  ['0h', 'it must be longer than nothing'],
  ['36526d', 'it is longer than a hundred years'],
  ['99999999999999999999s', 'it is longer than a hundred years'],
])('"%s" is refused', (text, reason) => {
  expect(() => TimeSpan.parse(text)).toThrow(new Error(`"${text}" is not a length of time: ${reason}`));
});

test.each([0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, century + 1])('%d seconds are refused', (seconds) => {
  expect(() => TimeSpan.ofSeconds(seconds)).toThrow(RangeError);
});

test('the longer one sorts last, and a sum is as long as its parts', () => {
  const hours = (amount: number) => TimeSpan.parse(`${amount}h`);
  const sorted = [hours(26), hours(2), hours(24)].toSorted((a, b) => a.compareTo(b));
  expect(sorted.map(String)).toEqual(['2h', '1d', '26h']);
  expect(hours(24).plus(hours(2))).toEqual(hours(26));
  expect(() => TimeSpan.ofSeconds(century).plus(hours(1))).toThrow(RangeError);
});
