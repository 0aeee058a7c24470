import { CancelledFailure } from '@temporalio/common';
import type { Run } from '../../src/client/logkeep-client';
import { putMarks } from '../../src/elasticsearch/expiry-mark';
import { listIndexTraits } from '../../src/elasticsearch/index-traits';
import { listIndices } from '../../src/elasticsearch/indices';
import { Expiry } from '../../src/planning/expiry';
import { readMark } from '../../src/planning/restored-mark';
import type { ExpireRestoredResult } from '../../src/workflows/expire-restored/types';
import type { Progress } from '../../src/workflows/progress';
import { eventually } from '../world/eventually';
import { failureOf } from '../world/failure';
import { deleteByName, registerLogRepository, startLogCluster, writeLogs } from '../world/log-cluster';
import type { LogCluster } from '../world/log-cluster';
import { openSlowPath } from '../world/slow-path';
import type { SlowPath } from '../world/slow-path';
import { connectTemporalWorld } from '../world/temporal';
import type { TemporalWorld } from '../world/temporal';
import { startWorkerProcess } from '../world/worker-process';
import type { WorkerProcess } from '../world/worker-process';

const index = 'ks-logstash-log-2019.11.12';
const other = 'ks-logstash-log-2019.11.11';

let cluster: LogCluster;
let slow: SlowPath;
let temporal: TemporalWorld;
let worker: WorkerProcess;

const startWorker = () =>
  startWorkerProcess({ ...cluster, server: { ...cluster.server, url: slow.url } }, temporal.taskQueue);

beforeAll(async () => {
  cluster = await startLogCluster('6.7.0');
  slow = await openSlowPath(cluster.server.url);
  temporal = await connectTemporalWorld();
  await registerLogRepository(cluster);
  await writeLogs(cluster, index, 20);
  await writeLogs(cluster, other, 20);
  worker = await startWorker();
  await temporal.run('backup', { cluster: cluster.name });
});
beforeEach(async () => {
  await deleteByName(cluster.elasticsearch, index);
  await temporal.run('restore', { cluster: cluster.name, days: ['2019-11-12'], expireAfter: 'never' });
});
afterAll(async () => {
  await worker.stop();
  await temporal.stop();
  await slow.close();
  await cluster.stop();
});

async function startExpiry(expires: Expiry): Promise<Run<ExpireRestoredResult>> {
  const [traits] = await listIndexTraits(cluster.elasticsearch, index);
  const mark = traits && readMark(traits);
  if (traits === undefined || mark == null) throw new Error('it was not restored');
  await putMarks(cluster.elasticsearch, [{ index: traits, mark: { ...mark, expires } }]);
  const indices = [{ name: index, uuid: traits.uuid }];
  return temporal.start<ExpireRestoredResult>('expireRestored', { cluster: cluster.name, indices });
}

async function replaceWorker(): Promise<void> {
  await worker.kill();
  worker = await startWorker();
}

const names = async () => (await listIndices(cluster.elasticsearch, 'ks-logstash-log-*')).map(({ name }) => name);
const over = Expiry.parse('2020-01-01T00:00:00Z');
const gone = { deleted: { count: 1, first: [index] }, kept: [] };

afterEach(async () => {
  expect(await names()).toEqual([other]);
  await writeLogs(cluster, index, 1);
});

test('a worker that is killed while it waits leaves the wait to the next one', async () => {
  const run = await startExpiry(Expiry.at(new Date(Date.now() + 10_000)));
  await eventually(async () => (await run.query<Progress>('progress')).stage === 'waiting');
  await replaceWorker();
  await expect(run.result()).resolves.toMatchObject(gone);
});

test('a worker that is killed when the index is blocked leaves its deletion to the next one', async () => {
  const { arrived, letGo } = slow.holdNext('PUT', new RegExp(`^/${index}/_settings`));
  const run = await startExpiry(over);
  await arrived;
  await replaceWorker();
  letGo();
  await expect(run.result()).resolves.toMatchObject(gone);
});

test('a worker that is killed when it deletes is followed by one that says so', async () => {
  const { arrived, letGo } = slow.holdNext('DELETE', new RegExp(`^/${index}`));
  const run = await startExpiry(over);
  await arrived;
  const replaced = replaceWorker();
  // Elasticsearch carries out what the worker does not live to hear of.
  letGo();
  await eventually(async () => !(await names()).includes(index));
  await replaced;
  await expect(run.result()).resolves.toMatchObject(gone);
});

/** Holds a run where it counts the documents of the index, which nobody can write to by then. */
async function heldAtCount() {
  const block = slow.holdNext('PUT', new RegExp(`^/${index}/_settings`));
  const run = await startExpiry(over);
  await block.arrived;
  const hold = slow.holdNext('POST', new RegExp(`^/${index}/_refresh`));
  block.letGo();
  await hold.arrived;
  return { run, hold };
}

/** Fails while the index is blocked. */
async function writeAndRemove(): Promise<void> {
  await writeLogs(cluster, index, 1);
  await deleteByName(cluster.elasticsearch, index);
}

test('a run that is cancelled when the index is blocked lets it be written again', async () => {
  const { run, hold } = await heldAtCount();
  await run.cancel();
  hold.letGo();
  expect(await failureOf(run.result())).toBeInstanceOf(CancelledFailure);
  await writeAndRemove();
});

test('one that a person keeps while its documents are counted stays', async () => {
  const { run, hold } = await heldAtCount();
  await temporal.run('restored', { cluster: cluster.name, action: 'keep', indices: [index] });
  hold.letGo();
  await expect(run.result()).resolves.toMatchObject({ deleted: { count: 0 } });
  await writeAndRemove();
});
