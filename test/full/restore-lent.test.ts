import { renameSync } from 'node:fs';
import { CancelledFailure } from '@temporalio/common';
import { countDocuments, deleteIndices, listIndices } from '../../src/elasticsearch/indices';
import { listRepositories } from '../../src/elasticsearch/repositories';
import { leaseId } from '../../src/workflows/cluster-lease/types';
import type { RestoreResult } from '../../src/workflows/restore/types';
import { failureOf } from '../world/failure';
import type { LogCluster } from '../world/log-cluster';
import { backUpDay, openSharedVolume } from '../world/shared-volume';
import type { SharedVolume } from '../world/shared-volume';
import { openSlowPath } from '../world/slow-path';
import type { SlowPath } from '../world/slow-path';
import { connectTemporalWorld } from '../world/temporal';
import type { TemporalWorld } from '../world/temporal';
import { startWorkerProcess } from '../world/worker-process';
import type { WorkerProcess } from '../world/worker-process';

const version = '7.17.29';
const lines = 60;
const index = 'ks-logstash-log-2019.11.12';
const copy = `of-busy-${index}`;

let volume: SharedVolume;
let busy: LogCluster;
let spare: LogCluster;
/** The way to the spare cluster, which borrows the repository. */
let slow: SlowPath;
let temporal: TemporalWorld;
let worker: WorkerProcess;

beforeAll(async () => {
  volume = openSharedVolume();
  busy = await volume.start(version, { name: 'busy' });
  spare = await volume.start(version, { name: 'spare' });
  slow = await openSlowPath(spare.server.url);
  temporal = await connectTemporalWorld();
  await startWorker();
  await backUpDay(busy, index, lines, 'nightly');
});
afterEach(async () => {
  await deleteIndices(spare.elasticsearch, await restoredInto(spare));
});
afterAll(async () => {
  await worker.stop();
  await temporal.stop();
  await slow.close();
  await Promise.all([busy.stop(), spare.stop()]);
  volume.close();
});

async function startWorker(): Promise<void> {
  const far = { ...spare, server: { ...spare.server, url: slow.url } };
  worker = await startWorkerProcess([busy, far], temporal.taskQueue);
}

const restoredInto = async ({ elasticsearch }: LogCluster) =>
  (await listIndices(elasticsearch, 'of-*')).map(({ name }) => name);
const wish = () => ({ cluster: 'busy', days: ['2019-11-12'], into: { cluster: 'spare', prefix: 'of-busy-' } });

/** Starts a restore into the spare cluster, and holds it where it sends this request there. */
async function startHeld(method: string, request: RegExp) {
  const hold = slow.holdNext(method, request);
  const run = await temporal.start<RestoreResult>('restore', wish());
  // A run that fails before would never come to it.
  await Promise.race([hold.arrived, run.result()]);
  return { run, hold };
}

const steps = [
  { step: 'the repository is registered', method: 'PUT', request: /\/_snapshot\/[^/]+(\?|$)/ },
  { step: 'the restore is started', method: 'POST', request: /\/_restore/ },
  { step: 'the repository is removed', method: 'DELETE', request: /\/_snapshot\/[^/]+(\?|$)/, isLast: true },
];

test.each(steps)('a worker that is killed when $step leaves it to the next one, which gives it back', async (step) => {
  const { run, hold } = await startHeld(step.method, step.request);
  await worker.kill();
  // Bytes that were under way arrive all the same.
  hold.letGo();
  await startWorker();
  await expect(run.result()).resolves.toMatchObject({ into: 'spare', documents: lines, warnings: [] });
  expect(await countDocuments(spare.elasticsearch, [copy])).toBe(lines);
  expect(await listRepositories(spare.elasticsearch)).toEqual({});
});

test.each(steps)('a run that is cancelled when $step gives it back', async ({ method, request, isLast }) => {
  const { run, hold } = await startHeld(method, request);
  await run.cancel();
  hold.letGo();
  if (isLast === true) {
    // All is there already, and only the tidying was left.
    await expect(run.result()).resolves.toMatchObject({ documents: lines });
  } else {
    expect(await failureOf(run.result())).toBeInstanceOf(CancelledFailure);
    expect(await restoredInto(spare)).toEqual([]);
  }
  expect(await listRepositories(spare.elasticsearch)).toEqual({});
});

test('another volume under the same path is noticed before anything is restored, and given back', async () => {
  const { run, hold } = await startHeld('PUT', /\/_snapshot\/[^/]+(\?|$)/);
  const folder = volume.folderOf('busy');
  renameSync(folder, `${folder}-elsewhere`);
  // An empty one in its place: what the other cluster has mounted there.
  volume.folderOf('busy');
  hold.letGo();
  const failure = await failureOf(run.result()).finally(() => {
    renameSync(folder, `${folder}-other`);
    renameSync(`${folder}-elsewhere`, folder);
  });
  expect(failure.message).toContain(
    'spare does not find nightly in it: the folder is another volume there; mount the one that the snapshots lie on',
  );
  expect(await restoredInto(spare)).toEqual([]);
  expect(await listRepositories(spare.elasticsearch)).toEqual({});
});

test('restores that cross between two clusters come to their ends one after the other', async () => {
  const back = 'ks-logstash-log-2019.11.13';
  await backUpDay(spare, back, lines, 'nightly');
  // Both hold what they need first when they ask for the second, unless all ask in one order.
  const hold = slow.holdNext('POST', /\/_restore/);
  const there = await temporal.start<RestoreResult>('restore', wish());
  await Promise.race([hold.arrived, there.result()]);
  const others = [1, 2, 3].map((turn) =>
    temporal.run<RestoreResult>('restore', {
      ...{ cluster: 'spare', days: ['2019-11-13'], into: { cluster: 'busy', prefix: `of-spare-${turn}-` } },
    }),
  );
  const more = [1, 2, 3].map((turn) =>
    temporal.run<RestoreResult>('restore', { ...wish(), into: { cluster: 'spare', prefix: `of-busy-${turn}-` } }),
  );
  hold.letGo();
  for (const result of await Promise.all([there.result(), ...others, ...more]))
    expect(result).toMatchObject({ documents: lines });
  expect(await restoredInto(busy)).toHaveLength(3);
  expect(await restoredInto(spare)).toHaveLength(4);
  for (const name of ['busy', 'spare']) {
    const { status } = await temporal.client.workflow.getHandle(leaseId(name)).describe();
    expect(status.name).toBe('COMPLETED');
  }
});
