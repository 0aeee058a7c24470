import { conflicts } from '../../src/planning/restore-conflict';

const wanted = ['ks-logstash-log-2019.11.12'];
const index = (name: string, open: boolean) => ({ name, uuid: 'w5Zr-jV8SxeDDkq9Y_cCpQ', open });

test('an open index stands in the way of its restore, and the sentence says what to do', () => {
  expect(conflicts(wanted, [index('ks-logstash-log-2019.11.12', true)])).toEqual([
    'an open index ks-logstash-log-2019.11.12 exists: its day is there already; delete it first if the copy in the backup is the one you want',
  ]);
});

test('a closed index stands in the way too, because Elasticsearch would overwrite it', () => {
  expect(conflicts(wanted, [index('ks-logstash-log-2019.11.12', false)])).toEqual([
    'a closed index ks-logstash-log-2019.11.12 exists and a restore would overwrite it: open it, or delete it first',
  ]);
});

test.each(['ks-logstash-log-2019.11.13', 'restored-ks-logstash-log-2019.11.12', '.kibana_1'])(
  'the index %s is in nobody’s way',
  (name) => {
    expect(conflicts(wanted, [index(name, true)])).toEqual([]);
  },
);

test('all that stands in the way is told at once', () => {
  const both = ['a', 'b'];
  expect(conflicts(both, [index('a', true), index('b', false), index('c', true)])).toHaveLength(2);
});
