import { execFileSync } from 'node:child_process';
import { connect } from '../../src/elasticsearch/client';
import { listIndices } from '../../src/elasticsearch/indices';
import { listSnapshotNames } from '../../src/elasticsearch/snapshots';
import type { BackupResult } from '../../src/workflows/backup/types';
import { clearBackupScene, expectCleanNight, expectNothingLost, rules, setBackupScene } from '../world/backup-scene';
import type { BackupScene } from '../world/backup-scene';
import { backupSteps } from '../world/backup-steps';
import { failureOf } from '../world/failure';
import { registerLogRepository, repository, startLogCluster, writeLogs } from '../world/log-cluster';
import type { LogCluster } from '../world/log-cluster';
import { nightly } from '../world/nightly';
import { openSlowPath } from '../world/slow-path';
import type { SlowPath } from '../world/slow-path';
import { startTemporalWorld } from '../world/temporal';
import type { TemporalWorld } from '../world/temporal';

let cluster: LogCluster;
let slow: SlowPath;
let temporal: TemporalWorld;
let scene: BackupScene;
const input = () => ({ cluster: cluster.name });

beforeAll(async () => {
  cluster = { ...(await startLogCluster('6.7.0')), ...rules };
  slow = await openSlowPath(cluster.server.url);
  temporal = await startTemporalWorld([{ ...cluster, elasticsearch: connect({ urls: [slow.url] }) }]);
  await registerLogRepository(cluster);
});
beforeEach(async () => {
  scene = await setBackupScene(cluster);
});
afterAll(async () => {
  await temporal.stop();
  await slow.close();
  await cluster.stop();
});

test('a backup gets through answers of 503 at every step', async () => {
  const storms = backupSteps.map(({ method, request }) => slow.refuseFrom(method, request, 2));
  const { cleanup, warnings } = await temporal.run<BackupResult>('backup', input());
  expect(storms.map((storm) => storm.refused())).toEqual(backupSteps.map(() => 2));
  expect(warnings).toEqual([]);
  expect(cleanup.deleted.flatMap(({ names }) => names)).toEqual([scene.old]);
  await expectNothingLost(cluster, scene);
});

test('a schedule that fires twice for the same night deletes each index once', async () => {
  const schedule = await nightly(temporal, 'backup', input());
  try {
    const today = new Date().toISOString().slice(0, 10);
    const runs = await Promise.all([1, 2].map(() => schedule.night(today)));
    await Promise.all(runs.map((run) => run.result()));
    await expectNothingLost(cluster, scene);
    await expectCleanNight(cluster, temporal, scene);
  } finally {
    await schedule.remove();
  }
});

test('a repository whose disk is full fails the backup with the cause, and the night after is clean', async () => {
  await clearBackupScene(cluster);
  const folder = cluster.server.repositoryPath;
  // A disk of its own, which the mount namespace of this suite takes away with its last process. Needs root.
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m,mode=0777', 'logkeep-test', folder]);
  try {
    await registerLogRepository(cluster);
    scene = await setBackupScene(cluster);
    await writeLogs(cluster, 'ks-logstash-log-2019.11.01', 4_000, 1_500);
    const failure = await failureOf(temporal.run('backup', input()));
    expect(failure.message).toMatch(/No space left on device|full disk/i);
    await expectNothingLost(cluster, scene);
    expect((await listIndices(cluster.elasticsearch, 'ks-*')).map(({ name }) => name)).toContain(scene.old);
    expect((await listSnapshotNames(cluster.elasticsearch, repository)).has(scene.expired)).toBe(true);
    execFileSync('mount', ['-o', 'remount,size=64m', folder]);
    await expectCleanNight(cluster, temporal, scene);
    await clearBackupScene(cluster);
  } finally {
    execFileSync('umount', ['--lazy', folder]);
  }
  await registerLogRepository(cluster);
});
