import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse } from 'yaml';
import { readDeletions } from '../../src/planning/curator-file';
import { configMapsOfCurator, runsCurator } from '../../src/planning/curator-job';
import { curatorThreat, deletesAnything, indicesDeleted } from '../../src/planning/curator-threat';
import type { CuratorSight } from '../../src/planning/curator-threat';
import { IndexPattern } from '../../src/planning/index-pattern';
import { curatorFileOf, curatorJobOf } from './curator-builders';

const noon = new Date('2019-11-20T12:00:00Z');
const days = (...numbers: number[]) => numbers.map((day) => `ks-logstash-log-2019.11.${day}`);
const indices = [
  ...days(11, 12, 13, 14, 19, 20),
  'restored-ks-logstash-log-2018.01.01',
  'orders-2019.10.01',
  '.kibana',
];

const sight = (stack: '2.1.1' | '3.3.2', different: Partial<CuratorSight> = {}): CuratorSight => ({
  ...{ cronJob: curatorJobOf(stack), file: readDeletions(curatorFileOf(stack)), indices, now: noon },
  ...{ pattern: new IndexPattern('ks-logstash-log-%Y.%m.%d'), repository: 'ks-log-snapshots' },
  ...different,
});

const name = 'CronJob elasticsearch-logging-curator-elasticsearch-curator (Curator, 0 1 * * *)';

test("KubeSphere 2.1's deletes every dated index of the server, whatever it is of", () => {
  expect(curatorThreat(sight('2.1.1'))).toBe(
    `${name} deletes all indices, whatever their names begin with, older than 7 days by the date in their names, whether they are in a backup or not: at its next run (2019-11-21 01:00 UTC) 6 of 9 indices: ${days(11, 12, 13, 14).join(', ')}, restored-ks-logstash-log-2018.01.01 and 1 more; a restored day is deleted at the next run, too`,
  );
});

test("KubeSphere 3.3's keeps to its own prefixes", () => {
  expect(curatorThreat(sight('3.3.2'))).toBe(
    `${name} deletes indices beginning with ks-logstash-log or beginning with ks-logstash-events or beginning with ks-logstash-auditing or beginning with logstash, older than 7 days by the date in their names, whether they are in a backup or not: at its next run (2019-11-21 01:00 UTC) 4 of 9 indices: ${days(11, 12, 13, 14).join(', ')}; a restored day is deleted at the next run, too`,
  );
});

test('the day that is just seven days old at the run goes at the next', () => {
  const [deletion] = readDeletions(curatorFileOf('2.1.1'))?.deletions ?? [];
  const at = (moment: string) => deletion && indicesDeleted(deletion, days(13), new Date(moment));
  expect(at('2019-11-20T00:00:00Z')).toEqual([]);
  expect(at('2019-11-20T00:00:01Z')).toEqual(days(13));
});

test('a schedule that is not daily is judged as if it ran now', () => {
  const cronJob = curatorJobOf('2.1.1', { schedule: '*/5 * * * *' });
  expect(curatorThreat(sight('2.1.1', { cronJob }))).toContain(': if it ran now 5 of 9 indices: ');
});

const written = (filters: string, more = '') =>
  readDeletions(`actions:\n  1:\n    action: delete_indices\n${more}    filters:\n${filters.replace(/^/gm, '    ')}\n`);

test.each([
  ['a size', '- {filtertype: space, disk_space: 10}', 'a filter of type space'],
  ['a count', '- {filtertype: count, count: 3}', 'a filter of type count'],
  ['a period', '- {filtertype: period}', 'a filter of type period'],
  ['the time of creation', '- {filtertype: age, source: creation_date}', 'a filter for age by creation_date'],
  [
    'weeks',
    "- {filtertype: age, source: name, direction: older, timestring: '%Y.%W', unit: days, unit_count: 7}",
    'a filter for age that it does not know',
  ],
  [
    'an age from the name',
    '- {filtertype: age, source: name, unit_count_pattern: "-(\\\\d+)-"}',
    'a filter for age with unit_count_pattern',
  ],
  [
    'a variable',
    '- {filtertype: pattern, kind: prefix, value: "${PREFIX}"}',
    'a value from its environment, ${PREFIX}',
  ],
  [
    'an expression of Python',
    '- {filtertype: pattern, kind: regex, value: "(?P<a>x)"}',
    'the regular expression (?P<a>x)',
  ],
])('what logkeep does not know, it does not guess: %s', (_, filters, unknown) => {
  const file = written(filters);
  expect(file?.deletions).toEqual([{ action: '1', filters: null, unknown }]);
  expect(curatorThreat(sight('2.1.1', { file }))).toBe(
    `${name} deletes indices by rules that logkeep does not know, whether they are in a backup or not: logkeep cannot tell what its action 1 would delete (${unknown})`,
  );
});

test.each([
  ['no filter at all', '[]', indices],
  ['the filter none', '- filtertype: none', indices],
  ['a prefix', '- {filtertype: pattern, kind: prefix, value: orders-}', ['orders-2019.10.01']],
  [
    'a prefix whose dot is any character',
    '- {filtertype: pattern, kind: prefix, value: .rders}',
    ['orders-2019.10.01'],
  ],
  ['a suffix', '- {filtertype: pattern, kind: suffix, value: "11.20"}', days(20)],
  ['an expression', '- {filtertype: pattern, kind: regex, value: "^orders|kibana$"}', ['orders-2019.10.01', '.kibana']],
  ['all but a prefix', '- {filtertype: pattern, kind: prefix, value: ks, exclude: yes}', indices.slice(6)],
  [
    'months of 30 days',
    "- {filtertype: age, source: name, direction: older, timestring: '%Y.%m.%d', unit: months, unit_count: 1, epoch: }",
    ['restored-ks-logstash-log-2018.01.01', 'orders-2019.10.01'],
  ],
  [
    'what is younger',
    "- {filtertype: age, source: name, direction: younger, timestring: '%Y.%m.%d', unit: days, unit_count: 1}",
    days(20),
  ],
])('an action takes what Curator would take: %s', (_, filters, taken) => {
  const [deletion] = written(filters)?.deletions ?? [];
  expect(deletion && indicesDeleted(deletion, indices, noon)).toEqual(taken);
});

test('a disabled action does nothing', () => {
  const file = written('- filtertype: none', '    options: {disable_action: True}\n');
  expect(file).toEqual({ deletions: [], clearedRepositories: [] });
  expect(curatorThreat(sight('2.1.1', { file }))).toBeNull();
});

test("one that clears the cluster's repository is a threat, too; another repository is not", () => {
  const file = readDeletions('actions: {1: {action: delete_snapshots, options: {repository: ks-log-snapshots}}}');
  expect(curatorThreat(sight('2.1.1', { file }))).toBe(
    `${name} deletes snapshots of repository ks-log-snapshots by rules of its own`,
  );
  expect(curatorThreat(sight('2.1.1', { file, repository: 'other' }))).toBeNull();
  expect(file && [deletesAnything(file, 'ks-log-snapshots'), deletesAnything(file, 'other')]).toEqual([true, false]);
});

test('without a readable action file it is said that nobody knows', () => {
  expect(curatorThreat(sight('2.1.1', { file: null }))).toContain('logkeep cannot tell what it would delete');
});

test.each(['', 'client: {hosts: [a]}', ': [', 'actions: 1', '- a'])('%j is no action file', (text) => {
  expect(readDeletions(text)).toBeNull();
});

test('the longer it waits the more it deletes', () => {
  const [deletion] = readDeletions(curatorFileOf('2.1.1'))?.deletions ?? [];
  if (deletion === undefined) throw new Error('the file has no deletion');
  const moments = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(moments, moments, (one, other) => {
      const [early, late] = one < other ? [one, other] : [other, one];
      const later = indicesDeleted(deletion, indices, late);
      expect(later).toEqual(expect.arrayContaining(indicesDeleted(deletion, indices, early)));
    }),
  );
});

describe('a CronJob', () => {
  test.each(['2.1.1', '3.3.2'] as const)('of KubeSphere %s is known by its image, not by its name', (stack) => {
    const cronJob = curatorJobOf(stack);
    const renamed = { ...cronJob, metadata: { ...cronJob.metadata, name: 'nightly' } };
    expect(runsCurator(renamed)).toBe(true);
    expect(configMapsOfCurator(renamed)).toEqual(['elasticsearch-logging-curator-elasticsearch-curator-config']);
  });

  test('that is only called so is none', () => {
    const text = readFileSync(
      join(__dirname, '../../sandbox/kubesphere-2.1.1/elasticsearch-logging-curator/cronjob.yaml'),
      'utf8',
    );
    const other = text
      .replace(/image: .*/, 'image: curator.example.com/alpine:3')
      .replace(/- curator\/curator/, '- /bin/true');
    expect(runsCurator(parse(other) as never)).toBe(false);
  });
});
