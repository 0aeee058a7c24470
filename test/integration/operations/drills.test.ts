import { z } from 'zod';
import { getClusterHealth } from '../../../src/elasticsearch/health';
import { deleteIndices, listIndices } from '../../../src/elasticsearch/indices';
import { createSnapshot, deleteSnapshot, getSnapshot, listSnapshots } from '../../../src/elasticsearch/snapshots';
import { notificationId } from '../../../src/planning/notification';
import type { BackupResult } from '../../../src/workflows/backup/types';
import type { DrillResult } from '../../../src/workflows/drill/types';
import type { ProvenDaysResult } from '../../../src/workflows/proven-days/types';
import { eventually } from '../../world/eventually';
import { failureOf } from '../../world/failure';
import { deleteByName, registerLogRepository, repository, startLogCluster, writeLogs } from '../../world/log-cluster';
import type { LogCluster } from '../../world/log-cluster';
import { startTemporalWorld } from '../../world/temporal';
import type { TemporalWorld } from '../../world/temporal';
import { startWebhook } from '../../world/webhook';
import type { WebhookReceiver } from '../../world/webhook';

const first = 'ks-logstash-log-2019.11.11';
const second = 'ks-logstash-log-2019.11.12';

let cluster: LogCluster;
let temporal: TemporalWorld;
let webhook: WebhookReceiver;

beforeAll(async () => {
  cluster = await startLogCluster('6.7.0');
  webhook = await startWebhook();
  temporal = await startTemporalWorld(
    [cluster],
    [{ name: 'ops', address: webhook.address('/'), format: 'json', on: ['drill'], headers: {} }],
  );
  await writeLogs(cluster, first, 400, 1000);
  await writeLogs(cluster, second, 50);
  await registerLogRepository(cluster);
});
afterEach(async () => {
  await registerLogRepository(cluster);
  for (const { name } of await listSnapshots(cluster.elasticsearch, repository))
    await deleteSnapshot(cluster.elasticsearch, repository, name);
});
afterAll(async () => {
  await temporal.stop();
  await webhook.close();
  await cluster.stop();
});

const backUp = () => temporal.run<BackupResult>('backup', { cluster: cluster.name });
const drill = (more: object = {}) => ({ cluster: cluster.name, ...more });
const copies = async () => (await listIndices(cluster.elasticsearch, 'logkeep-drill-*')).map(({ name }) => name);

test('a drill of a lost cluster day proves it without bringing it back', async () => {
  await backUp();
  await deleteByName(cluster.elasticsearch, second);
  const result = await temporal.run<DrillResult>('drill', drill({ days: ['2019-11-12'] }));
  expect(result).toMatchObject({ proven: 1, days: [{ outcome: 'proven', documents: 50, sampled: 5 }] });
  expect((await listIndices(cluster.elasticsearch, 'ks-*')).map(({ name }) => name)).toEqual([first]);
  await writeLogs(cluster, second, 50);
});

test('a dry run says what would be restored, and restores nothing', async () => {
  const { snapshot } = await backUp();
  const result = await temporal.run<DrillResult>('drill', drill({ count: 9, dryRun: true }));
  expect(result.days.map(({ day, outcome, snapshot: from }) => [day, outcome, from])).toEqual([
    ['2019-11-11', 'planned', snapshot],
    ['2019-11-12', 'planned', snapshot],
  ]);
  expect(result.summary).toMatch(/would restore 2019-11-11 from .*, 2019-11-12 from/);
  await expect(copies()).resolves.toEqual([]);
});

test('a snapshot that somebody took by hand is restored, but cannot be compared, which is no failure', async () => {
  const name = 'by-hand';
  await createSnapshot(cluster.elasticsearch, { repository, name, indices: [second], takenBy: 'somebody' });
  await eventually(async () => (await getSnapshot(cluster.elasticsearch, repository, name))?.state === 'SUCCESS');
  const result = await temporal.run<DrillResult>('drill', drill({ days: ['2019-11-12'], snapshot: name }));
  expect(result).toMatchObject({ proven: 0, days: [{ outcome: 'not comparable', documents: 50, snapshot: name }] });
  expect(result.summary).toMatch(/was restored \(50 documents\), but is not comparable \(the ledger does not say/);
});

test.each([
  ['days that no snapshot holds', { days: ['2018-01-01'] }, /no snapshot contains ks-logstash-log-2018\.01\.01/],
  ['a snapshot that is not there', { snapshot: 'none' }, /snapshot none is no successful one of this repository/],
])('%s are refused', async (_, input, problem) => {
  await backUp();
  const failure = await failureOf(temporal.run('drill', drill(input)));
  expect(failure.type).toBe('Refused');
  expect(failure.message).toMatch(problem);
});

test('an input is refused with all that is wrong with it', async () => {
  const failure = await failureOf(temporal.run('drill', drill({ days: ['2019-11-31'], count: 0, into: 'x' })));
  expect(failure.type).toBe('InvalidInput');
  for (const problem of [/2019-11-31/, /count/, /into/, /either "days" or how many/])
    expect(failure.message).toMatch(problem);
});

test('what a drill that was terminated has left is deleted by the next, and nothing that only looks like it', async () => {
  await backUp();
  await registerLogRepository(cluster, { restore: '100kb' });
  const terminated = await temporal.start('drill', drill({ days: ['2019-11-11'] }));
  const [left = ''] = await eventually(async () => (await copies()).length === 1 && copies());
  await terminated.terminate('by hand');
  const foreign = ['logkeep-drill-ks-logstash-log-mine', 'logkeep-drill-ks-logstash-log-2019.11.11'];
  for (const name of foreign) await writeLogs(cluster, name, 1);
  await registerLogRepository(cluster).catch(() => undefined);
  // A backup neither stumbles over it nor takes it in.
  const between = await backUp();
  expect(between.indices).toBe(2);
  const result = await temporal.run<DrillResult>('drill', drill({ days: ['2019-11-12'] }));
  expect(result.leftovers).toEqual([left]);
  expect(result.summary).toContain(`removed what an earlier drill had left: ${left}`);
  expect((await copies()).sort()).toEqual(foreign.sort());
  await deleteIndices(cluster.elasticsearch, foreign);
});

test('a drill leaves a busy or ailing cluster alone, says so, and is told of', async () => {
  await backUp();
  const ailing = 'unassigned';
  const settings = { 'index.routing.allocation.require._name': 'nobody', 'index.number_of_replicas': 0 };
  const query = { wait_for_active_shards: 0 };
  await cluster.elasticsearch.send({ method: 'PUT', path: `/${ailing}`, query, body: { settings } }, z.unknown());
  await eventually(async () => (await getClusterHealth(cluster.elasticsearch)).status === 'red');
  const run = await temporal.start('drill', drill({ days: ['2019-11-11', '2019-11-12'] }));
  const failure = await failureOf(run.result());
  await deleteByName(cluster.elasticsearch, ailing);
  expect(failure.type).toBe('Refused');
  expect(failure.message).toMatch(
    /0 of 2 days.*2019-11-11 .* was not tried \(Nothing is restored to .* now: the cluster is red/,
  );
  await expect(copies()).resolves.toEqual([]);
  const { days } = await temporal.run<ProvenDaysResult>('provenDays', drill());
  expect(days.find(({ day }) => day === '2019-11-11')?.proof).toBeUndefined();
  const { runId } = await run.describe();
  await temporal.client.workflow.getHandle(notificationId(cluster.name, 'drill', runId)).result();
  expect(webhook.received.at(-1)?.body).toMatchObject({
    event: 'drill',
    cluster: cluster.name,
    summary: expect.stringMatching(/^The drill of cluster .* failed: 0 of 2 days/) as string,
  });
});

test('samples are taken over from the backup before for what nobody has written to since', async () => {
  const searches = async () => {
    const answer = z.object({
      _all: z.object({ primaries: z.object({ search: z.object({ query_total: z.number() }) }) }),
    });
    const stats = await cluster.elasticsearch.send({ method: 'GET', path: '/ks-*/_stats/search' }, answer);
    return stats._all.primaries.search.query_total;
  };
  await backUp();
  const before = await searches();
  await backUp();
  expect(await searches()).toBe(before);
  await writeLogs(cluster, second, 1);
  await backUp();
  expect(await searches()).toBeGreaterThan(before);
});
