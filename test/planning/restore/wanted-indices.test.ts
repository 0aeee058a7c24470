import fc from 'fast-check';
import { Day } from '../../../src/planning/day';
import { IndexPattern } from '../../../src/planning/index-pattern';
import { askedDays } from '../../../src/planning/restore/asked-days';
import { wantedIndices } from '../../../src/planning/restore/wanted-indices';
import { days, snapshotOf } from '../arbitraries';

const pattern = new IndexPattern('ks-logstash-log-%Y.%m.%d');
const day = (text: string) => Day.parse(text);
const held = [
  snapshotOf({ indices: ['ks-logstash-log-2019.11.11', 'ks-logstash-log-2019.11.12', 'logkeep-ledger-kubesphere'] }),
  snapshotOf({ indices: ['ks-logstash-events-2019.11.12', '.kibana_1'] }),
];
const names = (some: string[], indices: string[]) =>
  wantedIndices({ days: some.map(day), indices }, pattern, held).indices.map(({ index }) => index);

test('days, names and wildcards together mean each index once, by name', () => {
  expect(names(['2019-11-12'], ['ks-logstash-*-2019.11.12', '.kibana_1'])).toEqual([
    '.kibana_1',
    'ks-logstash-events-2019.11.12',
    'ks-logstash-log-2019.11.12',
  ]);
});

test('an index that is a day knows it, however it was asked for', () => {
  const { indices } = wantedIndices({ days: [], indices: ['*-2019.11.12'] }, pattern, held);
  expect(indices).toEqual([
    { index: 'ks-logstash-events-2019.11.12' },
    { index: 'ks-logstash-log-2019.11.12', day: day('2019-11-12') },
  ]);
});

test('a day that no snapshot holds is wanted all the same, so that it can be told', () => {
  expect(names(['1999-01-01'], [])).toEqual(['ks-logstash-log-1999.01.01']);
});

test.each<[string, RegExp]>([
  [
    'ks-logstash-log-2019.11.1',
    /no snapshot holds an index "ks-logstash-log-2019\.11\.1", did you mean "ks-logstash-log-2019\.11\.1[12]"\?/,
  ],
  ['ks-logs-*', /no snapshot holds an index that matches "ks-logs-\*" \(there are \.kibana_1, .* and 1 more\)/],
  ['logkeep-ledger-kubesphere', /no snapshot holds an index "logkeep-ledger-kubesphere"/],
])('%s means nothing, and what there is is said', (expression, said) => {
  const { indices, problems } = wantedIndices({ days: [], indices: [expression] }, pattern, held);
  expect(indices).toEqual([]);
  expect(problems).toEqual([expect.stringMatching(said)]);
});

test('days of a list and of a range are each asked for once, in order, with both ends', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 366 }), fc.array(days, { maxLength: 5 }), (from, length, others) => {
      const to = from.plus(length);
      const asked = askedDays([...others, from], from, to).map(String);
      expect(asked).toEqual([...new Set(asked)].sort());
      expect(asked).toEqual(expect.arrayContaining([from, to, ...others].map(String)));
      const within = asked.filter((one) => one >= from.toString() && one <= to.toString());
      expect(within).toHaveLength(length + 1);
    }),
  );
});

test('a range goes over the end of February and of the year', () => {
  expect(askedDays([], day('2020-02-28'), day('2020-03-01')).map(String)).toEqual([
    '2020-02-28',
    '2020-02-29',
    '2020-03-01',
  ]);
  expect(askedDays([], day('2019-12-31'), day('2020-01-01')).map(String)).toEqual(['2019-12-31', '2020-01-01']);
});
