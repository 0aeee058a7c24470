import { countDocuments } from '../../src/elasticsearch/indices';
import { deleteSnapshots, listSnapshotNames } from '../../src/elasticsearch/snapshots';
import type { BackupResult } from '../../src/workflows/backup/types';
import { expectCleanNight, expectNothingLost, rules, setBackupScene } from '../world/backup-scene';
import type { BackupScene } from '../world/backup-scene';
import { backupSteps, holdBackupAt } from '../world/backup-steps';
import { registerLogRepository, repository, startLogCluster } from '../world/log-cluster';
import type { LogCluster } from '../world/log-cluster';
import { openSlowPath } from '../world/slow-path';
import type { SlowPath } from '../world/slow-path';
import { connectTemporalWorld } from '../world/temporal';
import type { TemporalWorld } from '../world/temporal';
import { startWorkerProcess } from '../world/worker-process';
import type { WorkerProcess } from '../world/worker-process';

/** The worker reaches the cluster over a path on which its requests can be held. */
let cluster: LogCluster;
let slow: SlowPath;
let temporal: TemporalWorld;
let worker: WorkerProcess;
let scene: BackupScene;

const far = (): LogCluster => ({ ...cluster, server: { ...cluster.server, url: slow.url } });
const startWorker = async () => (worker = await startWorkerProcess(far(), temporal.taskQueue));

beforeAll(async () => {
  cluster = { ...(await startLogCluster('6.7.0')), ...rules };
  slow = await openSlowPath(cluster.server.url);
  temporal = await connectTemporalWorld();
  await registerLogRepository(cluster);
  await startWorker();
});
beforeEach(async () => {
  scene = await setBackupScene(cluster);
});
afterAll(async () => {
  await worker.stop();
  await temporal.stop();
  await slow.close();
  const left = [...(await listSnapshotNames(cluster.elasticsearch, repository))];
  await deleteSnapshots(cluster.elasticsearch, repository, left, () => undefined);
  // Not the one that the cluster was started with: it was restarted.
  await cluster.server.stop();
  await cluster.stop();
});

const startHeld = async (step: (typeof backupSteps)[0]) => {
  const hold = holdBackupAt(slow, step);
  const run = await temporal.start<BackupResult>('backup', { cluster: cluster.name });
  await hold.arrived;
  return { run, hold };
};

test.each(backupSteps)(
  'a worker that is killed when $step is replaced by the next one, and nothing is lost',
  async (step) => {
    const { run, hold } = await startHeld(step);
    await worker.kill();
    // Bytes that were under way arrive all the same.
    hold.letGo();
    await startWorker();
    const { cleanup, retention } = await run.result();
    expect(cleanup.deleted.flatMap(({ names }) => names)).toEqual([scene.old]);
    expect(retention.deleted.flatMap(({ names }) => names)).toEqual([scene.expired]);
    await expectNothingLost(cluster, scene);
    await temporal.run('restore', { cluster: cluster.name, days: [scene.day] });
    await expect(countDocuments(cluster.elasticsearch, [scene.old])).resolves.toBe(scene.lines);
  },
);

test.each(backupSteps)('Elasticsearch that restarts when $step is waited for, and nothing is lost', async (step) => {
  const { run, hold } = await startHeld(step);
  await cluster.server.kill();
  hold.letGo();
  cluster.server = await cluster.server.restart();
  const ended = await run.result().then(
    () => 'done',
    (error: { cause?: Error }) => error.cause?.message,
  );
  // A snapshot that was being taken may have been lost with the only node; nothing else may.
  if (ended !== 'done') expect(ended).toMatch(/^Snapshot \S+ (is not a backup|cannot be followed)/);
  await expectNothingLost(cluster, scene);
  await expectCleanNight(cluster, temporal, scene);
});
