import { CancelledFailure } from '@temporalio/common';
import { contentChecksum } from '../../sandbox/seed/content-checksum';
import { listIndices } from '../../src/elasticsearch/indices';
import { deleteSnapshot, listSnapshots } from '../../src/elasticsearch/snapshots';
import type { BackupResult } from '../../src/workflows/backup/types';
import type { DrillResult } from '../../src/workflows/drill/types';
import type { RestoreResult } from '../../src/workflows/restore/types';
import { eventually } from '../world/eventually';
import { failureOf } from '../world/failure';
import { deleteByName, registerLogRepository, repository, startLogCluster, writeLogs } from '../world/log-cluster';
import type { LogCluster } from '../world/log-cluster';
import { openSlowPath } from '../world/slow-path';
import { connectTemporalWorld } from '../world/temporal';
import type { TemporalWorld } from '../world/temporal';
import { activityIsToldToCancel } from '../world/told-to-cancel';
import { startWorkerProcess } from '../world/worker-process';
import type { WorkerProcess } from '../world/worker-process';

const index = 'ks-logstash-log-2019.11.12';

let cluster: LogCluster;
let temporal: TemporalWorld;
let worker: WorkerProcess | undefined;

beforeAll(async () => {
  cluster = await startLogCluster('6.7.0');
  temporal = await connectTemporalWorld();
  await writeLogs(cluster, index, 1500, 1000);
});
afterEach(async () => {
  await worker?.stop();
  for (const { name } of await listSnapshots(cluster.elasticsearch, repository))
    await deleteSnapshot(cluster.elasticsearch, repository, name);
});
afterAll(async () => {
  await temporal.stop();
  await cluster.stop();
});

/** How a worker ends in the middle of its work. */
const ends: [what: string, end: (worker: WorkerProcess) => Promise<unknown>][] = [
  ['is killed', (running) => running.kill()],
  ['is replaced by a deployment', (running) => running.stop()],
];

test.each(ends)(
  'a backup whose worker %s during the snapshot ends under the next one, with one snapshot',
  async (_, end) => {
    await registerLogRepository(cluster, { snapshot: '200kb' });
    const first = await startWorkerProcess(cluster, temporal.taskQueue);
    const run = await temporal.start<BackupResult>('backup', { cluster: cluster.name });
    await eventually(async () => (await listSnapshots(cluster.elasticsearch, repository))[0]?.state === 'IN_PROGRESS');
    await end(first);
    worker = await startWorkerProcess(cluster, temporal.taskQueue);
    const { snapshot } = await run.result();
    const left = await listSnapshots(cluster.elasticsearch, repository);
    expect(left.map(({ name, state }) => [name, state])).toEqual([[snapshot, 'SUCCESS']]);
  },
);

test.each(ends)('a restore whose worker %s goes on under the next one, with one restore', async (_, end) => {
  await registerLogRepository(cluster);
  const before = await contentChecksum(cluster.server, index);
  const first = await startWorkerProcess(cluster, temporal.taskQueue);
  await temporal.run('backup', { cluster: cluster.name });
  await deleteByName(cluster.elasticsearch, index);
  await registerLogRepository(cluster, { restore: '200kb' });
  const run = await temporal.start<RestoreResult>('restore', { cluster: cluster.name, days: ['2019-11-12'] });
  const created = await eventually(async () => (await listIndices(cluster.elasticsearch, index))[0]);
  await end(first);
  worker = await startWorkerProcess(cluster, temporal.taskQueue);
  await expect(run.result()).resolves.toMatchObject({ documents: 1500 });
  // A second restore would have given the index another identity.
  const [restored] = await listIndices(cluster.elasticsearch, index);
  expect(restored?.uuid).toBe(created.uuid);
  expect(await contentChecksum(cluster.server, index)).toEqual(before);
});

test.each(ends)('a drill whose worker %s goes on under the next one, and leaves no copy', async (_, end) => {
  await registerLogRepository(cluster);
  const first = await startWorkerProcess(cluster, temporal.taskQueue);
  await temporal.run('backup', { cluster: cluster.name });
  await registerLogRepository(cluster, { restore: '200kb' });
  const run = await temporal.start<DrillResult>('drill', { cluster: cluster.name, days: ['2019-11-12'] });
  const copies = () => listIndices(cluster.elasticsearch, 'logkeep-drill-*');
  await eventually(async () => (await copies()).length === 1);
  await end(first);
  worker = await startWorkerProcess(cluster, temporal.taskQueue);
  await expect(run.result()).resolves.toMatchObject({ proven: 1, days: [{ documents: 1500, sampled: 5 }] });
  await expect(copies()).resolves.toEqual([]);
});

test('a restore that is cancelled, and whose worker dies before it has answered to that, ends as cancelled and removes what it began', async () => {
  await registerLogRepository(cluster);
  const slow = await openSlowPath(cluster.server.url);
  const far = { ...cluster, server: { ...cluster.server, url: slow.url } };
  const first = await startWorkerProcess(far, temporal.taskQueue);
  await temporal.run('backup', { cluster: cluster.name });
  await deleteByName(cluster.elasticsearch, index);
  const hold = slow.holdNext('POST', /\/_restore/);
  const run = await temporal.start<RestoreResult>('restore', { cluster: cluster.name, days: ['2019-11-12'] });
  await hold.arrived;
  await run.cancel();
  await activityIsToldToCancel(run);
  await first.kill();
  hold.letGo();
  await eventually(async () => (await listIndices(cluster.elasticsearch, index)).length === 1);
  worker = await startWorkerProcess(cluster, temporal.taskQueue);
  expect(await failureOf(run.result())).toBeInstanceOf(CancelledFailure);
  expect(await listIndices(cluster.elasticsearch, index)).toEqual([]);
  await slow.close();
});
