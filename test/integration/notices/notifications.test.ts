import { randomUUID } from 'node:crypto';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import type { Webhook } from '../../../src/activities/notices/notices';
import type { Run } from '../../../src/client/logkeep-client';
import { removeRepository } from '../../../src/elasticsearch/repositories';
import { notificationId } from '../../../src/planning/notification';
import type { NotificationKind } from '../../../src/planning/notification';
import type { BackupResult } from '../../../src/workflows/backup/types';
import { eventually } from '../../world/eventually';
import { failureOf } from '../../world/failure';
import { deleteByName, registerLogRepository, repository, startLogCluster, writeLogs } from '../../world/log-cluster';
import type { LogCluster } from '../../world/log-cluster';
import { startTemporalWorld } from '../../world/temporal';
import type { TemporalWorld } from '../../world/temporal';
import { startWebhook } from '../../world/webhook';
import type { WebhookReceiver } from '../../world/webhook';

const secret = 'T024-B024-verysecret';

let cluster: LogCluster;
let temporal: TemporalWorld;
let ops: WebhookReceiver;
let chat: WebhookReceiver;

beforeAll(async () => {
  cluster = await startLogCluster('6.7.0');
  ops = await startWebhook();
  chat = await startWebhook();
  const on: NotificationKind[] = ['failed', 'recovered', 'approval', 'overdue'];
  const webhooks: Webhook[] = [
    {
      name: 'ops',
      format: 'json',
      address: ops.address(`/${secret}`),
      on,
      clusters: [cluster.name],
      headers: { Authorization: `Bearer ${secret}` },
    },
    { name: 'chat', format: 'slack', address: chat.address(`/services/${secret}`), on, headers: {} },
    { name: 'others', format: 'json', address: ops.address('/others'), on, clusters: ['another'], headers: {} },
    { name: 'approvals', format: 'json', address: ops.address('/approvals'), on: ['approval'], headers: {} },
  ];
  temporal = await startTemporalWorld([cluster], webhooks);
  await writeLogs(cluster, 'ks-logstash-log-2019.11.12', 50);
});
beforeEach(async () => {
  await registerLogRepository(cluster);
});
afterEach(() => {
  for (const receiver of [ops, chat]) {
    receiver.received.length = 0;
    receiver.answers.length = 0;
  }
});
afterAll(async () => {
  await temporal.stop();
  await Promise.all([ops.close(), chat.close()]);
  await cluster.stop();
});

const input = () => ({ cluster: cluster.name });

/** The run that sent the notification of another run. */
async function senderOf(run: Run, kind: NotificationKind): Promise<Run<{ told: string[] }>> {
  const { runId } = await run.describe();
  return temporal.client.workflow.getHandle(notificationId(cluster.name, kind, runId));
}

async function failingBackup(): Promise<Run> {
  await removeRepository(cluster.elasticsearch, repository);
  const run = await temporal.start<BackupResult>('backup', input());
  await failureOf(run.result());
  return run;
}

const historyOf = async (run: Run) => historyToJSON(await run.fetchHistory());

/** Payloads are base64 in a history. */
function readable(history: string): string {
  const data = [...history.matchAll(/"data":\s*"([^"]+)"/g)].map(([, text = '']) =>
    Buffer.from(text, 'base64').toString(),
  );
  return history + data.join('\n');
}

test('a failed backup is told once to everybody who wants to know, in their format', async () => {
  const run = await failingBackup();
  const sender = await senderOf(run, 'failed');
  expect(await sender.result()).toEqual({ told: ['ops', 'chat'] });
  const { runId } = await run.describe();
  const reason = `Cluster ${cluster.name} cannot be backed up: the snapshot repository ks-log-snapshots is not registered; run setup, or correct repository.name`;
  const summary = `The backup of cluster ${cluster.name} failed: ${reason}`;
  expect(ops.received).toMatchObject([
    {
      path: `/${secret}`,
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json', 'user-agent': 'logkeep' },
    },
  ]);
  expect(ops.received[0]?.body).toEqual({
    version: 1,
    id: `notification/${cluster.name}/failed/${runId}`,
    event: 'failed',
    cluster: cluster.name,
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
    summary,
    details: { reason },
    workflowId: run.workflowId,
    runId,
  });
  expect(chat.received.map(({ path, body }) => [path, body])).toEqual([
    [`/services/${secret}`, { text: `:x: ${summary}\nRun: ${run.workflowId}` }],
  ]);
});

test('neither the address nor a header is in any history, whether told or given up', async () => {
  ops.answers.push({ status: 404 });
  const run = await failingBackup();
  const sender = await senderOf(run, 'failed');
  await failureOf(sender.result());
  const histories = readable((await historyOf(run)) + (await historyOf(sender)));
  expect(histories).toContain('chat');
  for (const hidden of [secret, '127.0.0.1', 'verysecret', 'Bearer']) expect(histories).not.toContain(hidden);
});

test('a receiver that fails twice is told at the third attempt, and the other one not again', async () => {
  ops.answers.push({ status: 500 }, { status: 503 });
  const sender = await senderOf(await failingBackup(), 'failed');
  expect(await sender.result()).toEqual({ told: ['ops', 'chat'] });
  expect(ops.received).toHaveLength(3);
  expect(new Set(ops.received.map(({ body }) => body.id)).size).toBe(1);
  expect(chat.received).toHaveLength(1);
});

test.each([
  [404, 'answered 404: check its address, its headers and its format'],
  [302, 'answered 302, a redirect, which is not followed: give it the final address'],
])('a receiver that answers %d is given up at once, by its name', async (status, reason) => {
  ops.answers.push({ status, headers: { location: chat.address('/elsewhere') } });
  const sender = await senderOf(await failingBackup(), 'failed');
  const failure = await failureOf(sender.result());
  expect(failure.message).toBe(`The webhook of notification "ops" ${reason}`);
  expect(ops.received).toHaveLength(1);
  expect(chat.received.map(({ path }) => path)).toEqual([`/services/${secret}`]);
});

test('a receiver that is busy is asked again when it says so', async () => {
  ops.answers.push({ status: 429, headers: { 'retry-after': '1' } });
  const sender = await senderOf(await failingBackup(), 'failed');
  expect(await sender.result()).toEqual({ told: ['ops', 'chat'] });
  expect(ops.received).toHaveLength(2);
});

test('a receiver that hangs holds up neither the run nor the other receivers', async () => {
  ops.answers.push('hang');
  const run = await failingBackup();
  const sender = await senderOf(run, 'failed');
  await eventually(() => Promise.resolve(ops.received.length === 1 && chat.received.length === 1));
  // The backup ended, while its notification is still under way.
  await expect(sender.describe()).resolves.toMatchObject({ status: { name: 'RUNNING' } });
  await sender.terminate();
});

test('the first success after a failure is told, the second one is not', async () => {
  await (await senderOf(await failingBackup(), 'failed')).result();
  // Temporal lists a run a moment after it has begun.
  await eventually(async () => (await temporal.client.workflow.count('WorkflowType = "sendNotifications"')).count > 0);
  ops.received.length = 0;
  await registerLogRepository(cluster);
  const first = await temporal.start<BackupResult>('backup', input());
  const { summary } = await first.result();
  await (await senderOf(first, 'recovered')).result();
  expect(ops.received.map(({ body }) => body)).toMatchObject([{ event: 'recovered', details: { summary } }]);
  const second = await temporal.start<BackupResult>('backup', input());
  await second.result();
  const { runId } = await second.describe();
  const ids = [];
  for await (const { workflowId } of temporal.client.workflow.list({ query: `WorkflowType = "sendNotifications"` }))
    ids.push(workflowId);
  expect(ids.filter((id) => id.endsWith(runId))).toEqual([]);
});

test('a cancelled backup and a mistyped input are nobody’s news', async () => {
  await registerLogRepository(cluster, { snapshot: '20kb' });
  await writeLogs(cluster, 'ks-logstash-log-2019.11.13', 500, 1000);
  const run = await temporal.start<BackupResult>('backup', input());
  await eventually(async () => (await run.query<{ stage: string }>('progress')).stage === 'snapshotting');
  await run.cancel();
  await failureOf(run.result());
  const refused = await temporal.start('backup', { cluster: 'ksphere' });
  await failureOf(refused.result());
  await deleteByName(cluster.elasticsearch, 'ks-logstash-log-2019.11.13');
  for (const silent of [run, refused]) expect(readable(await historyOf(silent))).not.toContain('sendNotifications');
});

test('a schedule whose cluster is gone from the file is told to those who want to hear of all', async () => {
  const schedule = await temporal.client.schedule.create({
    scheduleId: `gone-${randomUUID()}`,
    spec: {},
    action: {
      type: 'startWorkflow',
      workflowType: 'backup',
      workflowId: `backup-gone-${randomUUID()}`,
      taskQueue: temporal.taskQueue,
      args: [{ cluster: 'gone' }],
    },
  });
  try {
    await schedule.trigger();
    await eventually(() => Promise.resolve(chat.received.length > 0));
  } finally {
    await schedule.delete();
  }
  expect(chat.received[0]?.body.text).toMatch(
    /^:x: The backup of cluster gone failed: .*logkeep.yaml has no cluster "gone"/,
  );
  expect(ops.received).toEqual([]);
});

test('a backup that waits for approval is told to those who approve, too', async () => {
  const until = Date.parse('2026-11-30T18:00:00Z');
  const news = { kind: 'approval', deletions: 25, first: ['a', 'b'], until, how: 'send the update approve' };
  await expect(temporal.run('sendNotifications', { ...input(), news })).resolves.toEqual({
    told: ['ops', 'chat', 'approvals'],
  });
  expect(ops.received.map(({ path }) => path).sort()).toEqual([`/${secret}`, '/approvals']);
  expect(chat.received[0]?.body.text).toContain(
    'waits for approval to delete 25 indices (a, b and 23 more) until 2026-11-30 18:00 UTC: send the update approve',
  );
});

test('the webhooks are tried by hand with one small input', async () => {
  const news = { kind: 'failed', reason: 'only a test' };
  await expect(temporal.run('sendNotifications', { ...input(), news })).resolves.toEqual({ told: ['ops', 'chat'] });
  expect(ops.received[0]?.body).toMatchObject({ event: 'failed', details: { reason: 'only a test' } });
  const failure = await failureOf(temporal.run('sendNotifications', { ...input(), news: { kind: 'late' } }));
  expect(failure.message).toMatch(/^The input of sendNotifications is not valid: news\.kind: .*A correct example:/);
});
