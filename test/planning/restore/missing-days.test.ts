import fc from 'fast-check';
import { Day } from '../../../src/planning/day';
import { IndexPattern } from '../../../src/planning/index-pattern';
import { heldDays, missingDays } from '../../../src/planning/restore/missing-days';
import { snapshotOf } from '../arbitraries';

const pattern = new IndexPattern('ks-logstash-log-%Y.%m.%d');
const where = 'no snapshot contains';
const day = (text: string) => Day.parse(text);
const said = (missing: string[], held: string[]) =>
  missingDays(missing.map(day), held.map(day), { pattern, where }).map(({ sentence }) => sentence);

test.each<[string, string[], string]>([
  [
    'days on both sides',
    ['2019-11-10', '2019-11-15', '2019-11-16'],
    'the nearest days that are held are 2019-11-10 and 2019-11-15',
  ],
  ['only earlier ones', ['2019-11-01', '2019-11-09'], 'the last day that is held is 2019-11-09'],
  ['only later ones', ['2019-12-01', '2020-01-01'], 'the first day that is held is 2019-12-01'],
  ['nothing', [], 'no other day is held either'],
])('a day that is missing comes with the nearest when there are %s', (_, held, nearest) => {
  expect(said(['2019-11-12'], held)).toEqual([
    `no snapshot contains ks-logstash-log-2019.11.12, so 2019-11-12 cannot be restored; ${nearest}`,
  ]);
});

test('days in a row are told together', () => {
  expect(said(['2019-11-13', '2019-11-12', '2019-11-20'], ['2019-11-11', '2019-11-15'])).toEqual([
    'no snapshot contains the 2 days 2019-11-12 to 2019-11-13, so they cannot be restored; the nearest days that are held are 2019-11-11 and 2019-11-15',
    'no snapshot contains ks-logstash-log-2019.11.20, so 2019-11-20 cannot be restored; the last day that is held is 2019-11-15',
  ]);
});

test('however many are missing, few lines tell them all', () => {
  const odd = Array.from({ length: 15 }, (_, one) =>
    day('2019-11-01')
      .plus(2 * one)
      .toString(),
  );
  const even = odd.map((one) => day(one).plus(1).toString());
  const lines = said(odd, even);
  expect(lines).toHaveLength(6);
  expect(lines.at(-1)).toBe('no snapshot contains 10 more of the days asked for');
});

test('all of them can be overruled by one name', () => {
  const checks = missingDays([day('2019-11-12')], [], { pattern, where });
  expect(checks).toMatchObject([{ name: 'missingDays', level: 'fatal' }]);
});

test('the nearest days are held, and none that is held lies between', () => {
  const some = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(some, fc.integer({ min: 0, max: 60 }), (offsets, asked) => {
      const base = day('2019-11-01');
      const held = offsets.filter((offset) => offset !== asked).map((offset) => base.plus(offset));
      const missing = base.plus(asked);
      const [line = ''] = missingDays([missing], held, { pattern, where }).map(({ sentence }) => sentence);
      const told = [...line.matchAll(/(?<=held (?:is|are) |and )\d{4}-\d{2}-\d{2}/g)].map(([text]) => day(text));
      expect(told.length).toBe(
        (held.some((one) => one.daysSince(missing) < 0) ? 1 : 0) +
          (held.some((one) => one.daysSince(missing) > 0) ? 1 : 0),
      );
      for (const one of told) {
        const distance = one.daysSince(missing);
        expect(held.map(String)).toContain(one.toString());
        const between = held.filter((other) => Math.sign(other.daysSince(missing)) === Math.sign(distance));
        expect(Math.min(...between.map((other) => Math.abs(other.daysSince(missing))))).toBe(Math.abs(distance));
      }
    }),
  );
});

test('the days that snapshots hold are told once each, whatever else is in them', () => {
  const indices = ['ks-logstash-log-2019.11.12', '.kibana_1'];
  const snapshots = [snapshotOf({ indices }), snapshotOf({ indices: [...indices, 'ks-logstash-log-2019.11.02'] })];
  expect(heldDays(snapshots, pattern).map(String)).toEqual(['2019-11-02', '2019-11-12']);
});
