import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { notificationId } from '../../../src/planning/notification';
import { eventually } from '../../world/eventually';
import { failureOf } from '../../world/failure';
import { startLogCluster } from '../../world/log-cluster';
import type { LogCluster } from '../../world/log-cluster';
import { connectTemporalWorld } from '../../world/temporal';
import type { TemporalWorld } from '../../world/temporal';
import { startWebhook } from '../../world/webhook';
import type { WebhookReceiver } from '../../world/webhook';
import { runWorkerProcess } from '../../world/worker-process';

const secret = 'T024-B024-verysecret';

let cluster: LogCluster;
let temporal: TemporalWorld;
let ops: WebhookReceiver;
let folder: string;
let config: string;

beforeAll(async () => {
  cluster = await startLogCluster('6.7.0');
  temporal = await connectTemporalWorld();
  ops = await startWebhook();
  folder = mkdtempSync(join(tmpdir(), 'logkeep-notices-'));
  writeFileSync(join(folder, 'hook'), `${ops.address(`/${secret}`)}\n`);
  config = join(folder, 'logkeep.yaml');
  const clusters = { [cluster.name]: { preset: 'kubesphere-2.1', elasticsearch: { url: cluster.server.url } } };
  const notifications = [{ name: 'ops', url: { file: 'hook' } }];
  writeFileSync(
    config,
    stringify({ clusters, notifications, worker: { taskQueue: temporal.taskQueue, healthPort: 0 } }),
  );
});
afterAll(async () => {
  await temporal.stop();
  await ops.close();
  await cluster.stop();
  rmSync(folder, { recursive: true });
});

test('a worker that is killed while it tells leaves it to the next one, and no worker writes the address anywhere', async () => {
  ops.answers.push('hang');
  const first = await runWorkerProcess(config);
  // Without a repository there is no backup.
  const run = await temporal.start('backup', { cluster: cluster.name });
  await failureOf(run.result());
  await eventually(() => Promise.resolve(ops.received.length === 1));
  await first.kill();
  const second = await runWorkerProcess(config);
  try {
    const { runId } = await run.describe();
    const sender = temporal.client.workflow.getHandle(notificationId(cluster.name, 'failed', runId));
    await expect(sender.result()).resolves.toEqual({ told: ['ops'] });
    expect(ops.received.map(({ path, body }) => [path, body.id])).toEqual([
      [`/${secret}`, sender.workflowId],
      [`/${secret}`, sender.workflowId],
    ]);
    expect(first.output() + second.output()).not.toContain(secret);
  } finally {
    await second.stop();
  }
});
