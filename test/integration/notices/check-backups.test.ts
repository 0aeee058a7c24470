import type { Webhook } from '../../../src/activities/notices/notices';
import type { Run } from '../../../src/client/logkeep-client';
import { removeRepository } from '../../../src/elasticsearch/repositories';
import { createSnapshot, deleteSnapshot, getSnapshot, listSnapshots } from '../../../src/elasticsearch/snapshots';
import type { NotificationKind } from '../../../src/planning/notification';
import { TimeSpan } from '../../../src/planning/time-span';
import type { BackupResult } from '../../../src/workflows/backup/types';
import type { CheckBackupsResult } from '../../../src/workflows/check-backups/types';
import { eventually } from '../../world/eventually';
import { failureOf } from '../../world/failure';
import { registerLogRepository, repository, startLogCluster, writeLogs } from '../../world/log-cluster';
import type { LogCluster } from '../../world/log-cluster';
import { startTemporalWorld } from '../../world/temporal';
import type { TemporalWorld } from '../../world/temporal';
import { createSchedule } from '../../world/trigger';
import type { TestSchedule } from '../../world/trigger';
import { startWebhook } from '../../world/webhook';
import type { WebhookReceiver } from '../../world/webhook';

const index = 'ks-logstash-log-2019.11.12';

let cluster: LogCluster;
/** The same server under another name, of which nobody hears that it failed. */
let quiet: LogCluster;
let temporal: TemporalWorld;
let ops: WebhookReceiver;
let schedule: TestSchedule;

beforeAll(async () => {
  cluster = await startLogCluster('6.7.0');
  quiet = { ...cluster, name: `${cluster.name}-quiet` };
  ops = await startWebhook();
  const webhook = (name: string, clusters: string[], on: NotificationKind[]): Webhook => {
    return { name, format: 'json', address: ops.address('/'), on, clusters, headers: {} };
  };
  temporal = await startTemporalWorld(
    [cluster, quiet],
    [
      webhook('ops', [cluster.name], ['failed', 'recovered', 'approval', 'overdue']),
      webhook('quiet', [quiet.name], ['recovered']),
    ],
  );
  await writeLogs(cluster, index, 50);
});
beforeEach(async () => {
  await registerLogRepository(cluster);
  for (const { name } of await listSnapshots(cluster.elasticsearch, repository))
    await deleteSnapshot(cluster.elasticsearch, repository, name);
  ops.received.length = 0;
  schedule = await createSchedule(temporal, 'checkBackups', { cluster: cluster.name });
});
afterEach(() => schedule.delete());
afterAll(async () => {
  await temporal.stop();
  await ops.close();
  await cluster.stop();
});

const events = () => ops.received.map(({ body }) => body.event);
const told = (event: string) => eventually(() => Promise.resolve(events().includes(event)));
const check = async () => (await (await schedule.trigger()).result()) as CheckBackupsResult;

/** Until a success is older than the cluster may be without one. */
async function becomesOverdue(): Promise<void> {
  cluster.overdueAfter = TimeSpan.parse('1s');
  await eventually(async () => !(await check()).well);
  await told('overdue');
}

async function noNotificationsUnderWay(): Promise<void> {
  // Of both names of the cluster; other test files send theirs.
  const query = `ExecutionStatus = "Running" AND WorkflowId STARTS_WITH "notification/${cluster.name}"`;
  await eventually(async () => (await temporal.client.workflow.count(query)).count === 0);
}

/** A snapshot of which logkeep's runs know nothing. */
async function takeByHand(name: string): Promise<void> {
  const { elasticsearch } = cluster;
  await createSnapshot(elasticsearch, { repository, name, indices: [index], takenBy: 'somebody' });
  await eventually(async () => (await getSnapshot(elasticsearch, repository, name))?.state === 'SUCCESS');
}

test('a cluster without a backup is overdue once, and the next run remembers what was told', async () => {
  cluster.overdueAfter = TimeSpan.parse('26h');
  expect(await check()).toMatchObject({
    well: true,
    summary: `Cluster ${cluster.name}: there is no successful backup yet, 1 day without backup: 2019-11-12`,
  });
  await becomesOverdue();
  expect((await check()).well).toBe(false);
  await noNotificationsUnderWay();
  expect(events()).toEqual(['overdue']);
  expect(ops.received[0]?.body.summary).toMatch(
    new RegExp(
      `^Cluster ${cluster.name} has had no successful backup for .*: no successful backup has been seen since`,
    ),
  );
});

test('a backup that ends the trouble says so, and the next check does not say it again', async () => {
  await becomesOverdue();
  cluster.overdueAfter = TimeSpan.parse('26h');
  const { snapshot } = await temporal.run<BackupResult>('backup', { cluster: cluster.name });
  await told('recovered');
  expect(await check()).toMatchObject({ well: true, watch: { newest: { snapshot } } });
  await noNotificationsUnderWay();
  expect(events()).toEqual(['overdue', 'recovered']);
});

test('a trouble that ends without a run of logkeep is told by the next check', async () => {
  await becomesOverdue();
  cluster.overdueAfter = TimeSpan.parse('26h');
  // No name of this cluster: it may be anybody's.
  await takeByHand('weekly-1');
  expect(await check()).toMatchObject({ watch: {} });
  expect((await check()).watch).not.toHaveProperty('newest');
  await noNotificationsUnderWay();
  ops.received.length = 0;
  await becomesOverdueAgain();
  await takeByHand('snapshot-20261130010000');
  cluster.overdueAfter = TimeSpan.parse('26h');
  expect(await check()).toMatchObject({ well: true, watch: { newest: { snapshot: 'snapshot-20261130010000' } } });
  await told('recovered');
  expect(ops.received.at(-1)?.body.summary).toMatch(/the newest of 1 successful backup is snapshot-20261130010000 of /);
});

async function becomesOverdueAgain(): Promise<void> {
  cluster.overdueAfter = TimeSpan.parse('1s');
  expect((await check()).well).toBe(false);
  await told('overdue');
}

test('a repository that cannot be read is no trouble yet, and is remembered', async () => {
  cluster.overdueAfter = TimeSpan.parse('26h');
  await removeRepository(cluster.elasticsearch, repository);
  const first = await check();
  expect(first).toMatchObject({ well: true, summary: expect.stringContaining('could not be checked') as string });
  const second = await check();
  expect(second.watch.unreachableSince).toBe(first.watch.unreachableSince);
  expect(first.watch.unreachableSince).toBeGreaterThan(0);
  await registerLogRepository(cluster);
  expect((await check()).watch).not.toHaveProperty('unreachableSince');
  expect(events()).toEqual([]);
});

test('a check has a small history', async () => {
  const run: Run = await schedule.trigger();
  const { events: history } = await run.fetchHistory();
  expect(history?.length).toBeLessThan(25);
});

test('where nobody heard of a failure, the schedule itself knows of it', async () => {
  const nightly = await createSchedule(temporal, 'backup', { cluster: quiet.name });
  try {
    await removeRepository(cluster.elasticsearch, repository);
    await failureOf((await nightly.trigger()).result());
    await registerLogRepository(cluster);
    await (await nightly.trigger()).result();
    await told('recovered');
    await (await nightly.trigger()).result();
    await noNotificationsUnderWay();
    expect(events()).toEqual(['recovered']);
  } finally {
    await nightly.delete();
  }
});
