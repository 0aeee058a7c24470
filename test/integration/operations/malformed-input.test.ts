import type { Cluster } from '../../../src/activities/cluster';
import { connect } from '../../../src/elasticsearch/client';
import { SpaceFloor } from '../../../src/planning/free-space';
import { IndexPattern } from '../../../src/planning/index-pattern';
import { failureOf } from '../../world/failure';
import { fsRepository } from '../../world/log-cluster';
import { startTemporalWorld } from '../../world/temporal';
import type { TemporalWorld } from '../../world/temporal';

// Nobody listens there: bad input must be found before Elasticsearch is asked anything.
const cluster: Cluster = {
  name: 'kubesphere',
  lease: 'kubesphere',
  elasticsearch: connect({ urls: ['http://127.0.0.1:1'] }),
  indexPattern: new IndexPattern('ks-logstash-log-%Y.%m.%d'),
  timeZone: 'UTC',
  snapshotName: 'snapshot-%Y%m%d%H%M%S',
  repository: 'ks-log-snapshots',
  repositorySettings: fsRepository('ks-log-snapshots', '/usr/share/elasticsearch/backup'),
  freeSpace: { floor: SpaceFloor.parse('5%') },
};

let temporal: TemporalWorld;
beforeAll(async () => {
  temporal = await startTemporalWorld([cluster]);
});
afterAll(() => temporal.stop());

const day = '2019-11-12';
const asked = { cluster: 'kubesphere', days: [day] };
const noon = '2019-11-12T12:00:00Z';
const cases: [workflow: string, what: string, input: unknown, said: RegExp[]][] = [
  ['backup', 'nothing', undefined, [/expected one JSON object, got nothing/]],
  ['backup', 'null', null, [/expected one JSON object, got null/]],
  ['backup', 'an array', ['kubesphere'], [/expected one JSON object, got an array/]],
  ['backup', 'a text', 'kubesphere', [/expected one JSON object, got a string/]],
  ['backup', 'an empty object', {}, [/cluster: is missing/, /A correct example: {"cluster":"kubesphere"}/]],
  ['backup', 'a number for a name', { cluster: 7 }, [/cluster: must be a text/]],
  [
    'backup',
    'a misspelt key',
    { clster: 'kubesphere' },
    [/unknown key "clster", did you mean "cluster"\?/, /cluster: is missing/],
  ],
  [
    'backup',
    'an unknown key',
    { cluster: 'kubesphere', colour: 'red' },
    [/unknown key "colour" \(known: cluster, dryRun\)/],
  ],
  [
    'backup',
    'an unknown cluster',
    { cluster: 'kubesfere' },
    [/has no cluster "kubesfere", did you mean "kubesphere"\?/],
  ],
  ['backup', 'a prototype key as a cluster', { cluster: '__proto__' }, [/has no cluster "__proto__"/]],
  ['restore', 'nothing', undefined, [/expected one JSON object, got nothing/]],
  ['restore', 'nothing to bring back', { cluster: 'kubesphere' }, [/says nothing to bring back: list the "days", or/]],
  ['restore', 'only a beginning', { ...asked, from: day }, [/must give "from" and "to" together/]],
  ['restore', 'only an end', { ...asked, to: day }, [/must give "from" and "to" together/]],
  [
    'restore',
    'a range that runs backwards',
    { cluster: 'kubesphere', from: '2019-11-12', to: '2019-11-11' },
    [/"to" \(2019-11-11\) is before "from" \(2019-11-12\)/],
  ],
  [
    'restore',
    'a range of more than a leap year',
    { cluster: 'kubesphere', from: '2019-01-01', to: '2020-01-02' },
    [/"from" and "to" are 367 days, and 366 are the most/],
  ],
  ['restore', 'no index', { cluster: 'kubesphere', indices: [] }, [/indices: must name at least one index/]],
  [
    'restore',
    'indices that are a text',
    { cluster: 'kubesphere', indices: 'a' },
    [/indices: must be a list of index names/],
  ],
  [
    'restore',
    'what no index is named',
    { cluster: 'kubesphere', indices: ['Logs', 'a b', '-x', 'ok-*'] },
    [/"indices" has what is no name: "Logs": it has capital letters, "a b": it has a space, "-x": it starts with "-"/],
  ],
  [
    'restore',
    "logkeep's own indices",
    { cluster: 'kubesphere', indices: ['logkeep-ledger-*'] },
    [/names what is logkeep's own: logkeep-ledger-\*/],
  ],
  ['restore', 'a snapshot and a time', { ...asked, snapshot: 's', asOf: noon }, [/"asOf" looks for a snapshot and/]],
  [
    'restore',
    'a time without a zone',
    { ...asked, asOf: '2019-11-12T12:00:00' },
    [/asOf: must be a time with its zone/],
  ],
  [
    'restore',
    'half a renaming',
    { ...asked, into: { pattern: 'a' } },
    [/must give "pattern" and "replacement" together/],
  ],
  [
    'restore',
    'two ways of renaming',
    { ...asked, into: { pattern: 'a', replacement: 'b', prefix: 'c' } },
    [/either "pattern" or "prefix" and "suffix"/],
  ],
  ['restore', 'no pattern', { ...asked, into: { pattern: '[', replacement: '' } }, [/into\.pattern: is not a regular/]],
  ['restore', 'a prefix that no name has', { ...asked, into: { prefix: '_x' } }, [/no index can be named "_x…"/]],
  ['restore', 'an unknown key of where to', { ...asked, into: { name: 'x' } }, [/into: /]],
  ['restore', 'an unknown other cluster', { ...asked, into: { cluster: 'x' } }, [/has no cluster "x"/]],
  [
    'restore',
    'an unknown policy',
    { ...asked, onConflict: 'merge' },
    [/onConflict: must be one of: fail, skip, replace/],
  ],
  ['restore', 'replacing without names', { ...asked, onConflict: 'replace' }, [/needs "confirm"/]],
  ['restore', 'names without replacing', { ...asked, confirm: ['a'] }, [/"confirm" is only for/]],
  [
    'restore',
    'a wildcard for what may be replaced',
    { ...asked, onConflict: 'replace', confirm: ['ks-*'] },
    [/"confirm" has what is no name: "ks-\*": it has a wildcard/],
  ],
  ['restore', 'a dry run that is a text', { ...asked, dryRun: 'yes' }, [/dryRun: must be true or false/]],
  ['restore', 'a snapshot that is a number', { ...asked, snapshot: 1 }, [/snapshot: must be the name of a snapshot/]],
  ['restore', 'days that are a text', { cluster: 'kubesphere', days: day }, [/days: must be a list of days/]],
  ['restore', 'an empty list of days', { cluster: 'kubesphere', days: [] }, [/days: must name at least one day/]],
  [
    'restore',
    'days that the calendar does not have',
    { cluster: 'kubesphere', days: [day, '2019-13-40', '2019-02-29'] },
    [/days\[1\]: "2019-13-40"/, /days\[2\]: "2019-02-29"/],
  ],
  [
    'restore',
    'days in another form',
    { cluster: 'kubesphere', days: ['12.11.2019', 20191112, null] },
    [/days\[0\]: "12\.11\.2019"/, /days\[1\]: must be a day/, /days\[2\]: must be a day/],
  ],
  [
    'restore',
    'everything wrong at once',
    { clusters: 'kubesphere', days: ['soon'], day, from: '2019-11-12' },
    [
      /cluster: is missing/,
      /days\[0\]/,
      /unknown key "clusters", did you mean "cluster"/,
      /unknown key "day", did you mean "days"/,
      /must give "from" and "to" together/,
    ],
  ],
  ['checkBackups', 'an empty object', {}, [/cluster: is missing/, /A correct example: {"cluster":"kubesphere"}/]],
  ['checkBackups', 'an unknown cluster', { cluster: 'x' }, [/has no cluster "x"/]],
  ['days', 'a count that is none', { cluster: 'kubesphere', most: 0 }, [/most: /]],
  ['sendNotifications', 'no news', { cluster: 'kubesphere' }, [/news: /, /only a test of the webhooks/]],
  ['status', 'an unknown cluster', { cluster: 'x' }, [/has no cluster "x"/]],
  ['snapshots', 'a count that is none', { cluster: 'kubesphere', most: 0.5 }, [/most: must be a whole number/]],
];

test.each(cases)('%s given %s ends in one readable failure', async (workflow, _, input, said) => {
  const run = await temporal.start(workflow, input);
  const failure = await failureOf(run.result());
  expect(failure).toMatchObject({ type: 'InvalidInput', nonRetryable: true });
  for (const words of said) expect(failure.message).toMatch(words);
  await expect(run.query('progress')).resolves.toMatchObject({ stage: 'failed', message: failure.message });
});
