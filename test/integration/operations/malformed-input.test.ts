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
  ['restore', 'no days', { cluster: 'kubesphere' }, [/days: is missing/]],
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
    { clusters: 'kubesphere', days: ['soon'], day },
    [
      /cluster: is missing/,
      /days\[0\]/,
      /unknown key "clusters", did you mean "cluster"/,
      /unknown key "day", did you mean "days"/,
    ],
  ],
  ['checkBackups', 'an empty object', {}, [/cluster: is missing/, /A correct example: {"cluster":"kubesphere"}/]],
  ['checkBackups', 'an unknown cluster', { cluster: 'x' }, [/has no cluster "x"/]],
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
