import fc from 'fast-check';
import { IndexPattern } from '../../src/planning/index-pattern';
import { days } from './arbitraries';

const kubesphere = new IndexPattern('ks-logstash-log-%Y.%m.%d');

/** Prefixes that index names may have and that mean something to a regular expression. */
const prefixes = fc
  .string({ unit: fc.constantFrom('a', 'b', '.', '(', ')', '[', ']', '{', '}', '$', '^', '-', '+', '_'), maxLength: 8 })
  .map((rest) => `x${rest}`);

test('the index of a day holds that day, for every day and every prefix', () => {
  fc.assert(
    fc.property(prefixes, days, (prefix, day) => {
      const pattern = new IndexPattern(`${prefix}%Y.%m.%d`);
      expect(pattern.dayOf(pattern.indexOf(day))).toEqual(day);
    }),
  );
});

test('two days never share an index', () => {
  fc.assert(
    fc.property(days, days, (a, b) => {
      expect(kubesphere.indexOf(a) === kubesphere.indexOf(b)).toBe(a.toString() === b.toString());
    }),
  );
});

test('every index of the pattern is found by its wildcard', () => {
  fc.assert(
    fc.property(prefixes, days, (prefix, day) => {
      const pattern = new IndexPattern(`${prefix}%Y.%m.%d-suffix`);
      expect(pattern.wildcard).toBe(`${prefix}*`);
      expect(pattern.indexOf(day).startsWith(prefix)).toBe(true);
    }),
  );
});

test.each([
  ['ks-logstash-log-%Y.%m.%d', 'ks-logstash-log-2019.11.12', '2019-11-12'],
  ['logstash-%Y.%m.%d', 'logstash-2020.02.29', '2020-02-29'],
  ['audit-%d-%m-%Y', 'audit-12-11-2019', '2019-11-12'],
  ['app%Y%m%d.log', 'app20191112.log', '2019-11-12'],
])('with %s the index %s holds %s', (text, index, day) => {
  expect(new IndexPattern(text).dayOf(index)?.toString()).toBe(day);
});

test.each([
  ['has a month that does not exist', 'ks-logstash-log-2019.13.01'],
  ['has a day that the month does not have', 'ks-logstash-log-2019.02.30'],
  ['is of a leap day in a common year', 'ks-logstash-log-2019.02.29'],
  ['is a restored copy', 'restored-ks-logstash-log-2019.11.12'],
  ['is a reindexed copy', 'ks-logstash-log-2019.11.12-v2'],
  ['is the alias', 'ks-logstash-log'],
  ['is of another pattern', 'ks-logstash-events-2019.11.12'],
  ['has another character where the pattern has a dot', 'ks-logstash-log-2019-11-12'],
])('an index holds no day when its name %s', (_, index) => {
  expect(kubesphere.dayOf(index)).toBeNull();
});

test.each([
  ['%Y.%m.%d', 'without a prefix it could match any index'],
  ['logs-%Y.%m', 'must contain %Y, %m and %d once each'],
  ['logs-%Y.%m.%d.%H', 'and no other code'],
  ['logs', 'must contain %Y, %m and %d'],
  ['logs-%Y.%m.%d.%d', 'stands twice'],
  ['logs-%Y.%V', '"%V" in "logs-%Y.%V" is not a known code'],
  ['logs-*-%Y.%m.%d', 'a character that index names cannot have'],
  ['logs %Y.%m.%d', 'a character that index names cannot have'],
  ['a,b-%Y.%m.%d', 'a character that index names cannot have'],
  ['remote:logs-%Y.%m.%d', 'a character that index names cannot have'],
  ['Logs-%Y.%m.%d', 'a character that index names cannot have'],
  ['Éclair-%Y.%m.%d', 'a character that index names cannot have'],
  ['-logs-%Y.%m.%d', 'starts with -'],
  ['_logs-%Y.%m.%d', 'starts with _'],
  ['+logs-%Y.%m.%d', 'starts with +'],
])('%s is refused: %s', (text, message) => {
  expect(() => new IndexPattern(text)).toThrow(message);
});
