import fc from 'fast-check';
import { DateTime } from 'luxon';
import { fixEpoch, pointOfReference } from '../../../src/planning/selection/reckoning';
import { Timestring, timestringExpression } from '../../../src/planning/selection/timestring';

const second = (iso: string) => Date.parse(iso) / 1000;

// What Python 3.11's strptime and Curator 5.8.4 make of them.
test.each([
  ['%Y.%m.%d', 'logs-2019.11.12', '2019-11-12T00:00:00Z'],
  ['%Y.%m', 'logs-2019.11.12', '2019-11-01T00:00:00Z'],
  ['%Y', 'logs-2019.11.12', '2019-01-01T00:00:00Z'],
  ['%Y%m%d%H%M%S', 'snapshot-20191112010203', '2019-11-12T01:02:03Z'],
  ['%Y.%j', 'logs-2020.366', '2020-12-31T00:00:00Z'],
  ['%y-%m-%d', 'logs-68-01-01', '2068-01-01T00:00:00Z'],
  ['%y-%m-%d', 'logs-69-01-01', '1969-01-01T00:00:00Z'],
  ['%Y.%W', 'week-2019.00', '2018-12-31T00:00:00Z'],
  ['%Y.%W', 'week-2020.01', '2020-01-06T00:00:00Z'],
  ['%Y.%U', 'week-2020.01', '2020-01-06T00:00:00Z'],
  ['%G.%V', 'week-2009.53', '2009-12-28T00:00:00Z'],
  ['%G.%V', 'week-2014.01', '2013-12-30T00:00:00Z'],
  ['%Y.%m.%d', 'two-2020.01.02-2019.01.01', '2020-01-02T00:00:00Z'],
])('%s reads %s', (text, name, expected) => {
  expect(new Timestring(text).find(name)).toEqual({ second: second(expected) });
});

test.each([
  ['%Y.%m.%d', 'logs-2019.13.45'],
  ['%Y.%m.%d', 'logs-2019.02.29'],
  ['%Y.%m.%d', 'logs-0000.01.01'],
  ['%Y.%m.%d.%H', 'logs-2019.01.01.24'],
  ['%Y%m%d%H%M%S', 'logs-20190101000060'],
  ['%Y.%j', 'logs-2019.000'],
  ['%Y.%W', 'week-2019.54'],
  ['%Y.%m.%d', 'logs-20190101'],
])('%s finds no date in %s', (text, name) => {
  expect(new Timestring(text).find(name)).toHaveProperty('problem');
});

test('a week of ISO 8601 is that of the calendar', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 80 * 366 }), (days) => {
      const date = DateTime.fromISO('1990-01-01', { zone: 'utc' }).plus({ days });
      const monday = date.startOf('week');
      expect(new Timestring('%G.%V').find(`week-${date.toFormat('kkkk.WW')}`)).toEqual({ second: monday.toSeconds() });
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['%Y.%b', 'is not a known code'],
  ['%%Y', 'is not a known code'],
  ['%Y(.%m)?', 'would be part of a regular expression'],
  ['%m.%d', 'it has no year'],
  ['%Y.%d', 'a day without a month'],
  ['%Y.%Y', 'it has %Y twice'],
  ['%Y.%V', 'need each other'],
  ['%Y.%m.%j', 'in two ways'],
])('%s is refused: %s', (text, reason) => {
  expect(() => new Timestring(text)).toThrow(reason);
});

test('a dot in a timestring is a dot', () => {
  expect(new RegExp(timestringExpression('%Y.%m')).test('2019-11')).toBe(false);
});

test.each([
  [1_579_089_600, 1_579_089_600],
  [1_579_089_600_123, 1_579_089_600],
  [1_579_089_600_123_456, 1_579_089_600],
  [10_000_000_000, 10_000_000],
])('the epoch %d is the second %d', (epoch, expected) => {
  expect(fixEpoch(epoch)).toBe(expected);
});

test('an epoch of 0 is now, as for Curator', () => {
  const now = new Date('2020-01-15T12:00:00.900Z');
  expect(pointOfReference('months', 1, 0, now)).toBe(second('2019-12-16T12:00:00Z'));
});
