import { join } from 'node:path';
import { listSnapshots } from '../../../src/elasticsearch/snapshots';
import { SpaceFloor } from '../../../src/planning/free-space';
import type { BackupResult } from '../../../src/workflows/backup/types';
import type { CheckSetupResult } from '../../../src/workflows/check-setup/types';
import type { StatusResult } from '../../../src/workflows/status/types';
import { failureOf } from '../../world/failure';
import { registerLogRepository, repository, startLogCluster, writeLogs } from '../../world/log-cluster';
import type { LogCluster } from '../../world/log-cluster';
import { startTemporalWorld } from '../../world/temporal';
import type { TemporalWorld } from '../../world/temporal';

let cluster: LogCluster;
let temporal: TemporalWorld;

beforeAll(async () => {
  cluster = await startLogCluster('6.7.0');
  temporal = await startTemporalWorld([cluster]);
  await writeLogs(cluster, 'ks-logstash-log-2019.11.12', 50);
  await registerLogRepository(cluster);
});
afterAll(async () => {
  await temporal.stop();
  await cluster.stop();
});

const run = <Result>(workflow: string) => temporal.run<Result>(workflow, { cluster: cluster.name });

/** What logkeep.yaml says of the volume, from here on; no disk has a petabyte. */
const watched = (floor: string, path?: string) => {
  cluster.freeSpace = { floor: SpaceFloor.parse(floor), ...(path === undefined ? {} : { path }) };
};
const amounts = { freeBytes: expect.any(Number) as number, totalBytes: expect.any(Number) as number };

test('a backup says how much room its volume had', async () => {
  watched('1B', cluster.server.repositoryPath);
  const { freeSpace, warnings } = await run<BackupResult>('backup');
  expect(freeSpace).toEqual(amounts);
  expect(warnings).toEqual([]);
});

test('so does a look at the cluster', async () => {
  watched('1B', cluster.server.repositoryPath);
  expect((await run<StatusResult>('status')).freeSpace).toEqual(amounts);
});

test('below the floor a backup is refused with the figures, and has touched nothing', async () => {
  watched('1PiB', cluster.server.repositoryPath);
  const before = await listSnapshots(cluster.elasticsearch, repository);
  const { type, message } = await failureOf(run('backup'));
  expect(type).toBe('Refused');
  expect(message).toMatch(
    /^cluster-\w+ is not backed up, and nothing was changed: the backup volume has .+ of .+ free \(\d+%\), less than repository\.minFree \(1PiB\): delete snapshots/,
  );
  await expect(listSnapshots(cluster.elasticsearch, repository)).resolves.toEqual(before);
});

test('the check says it before the night does', async () => {
  watched('1PiB', cluster.server.repositoryPath);
  const { warnings, freeSpace } = await run<CheckSetupResult>('checkSetup');
  expect(warnings).toEqual([expect.stringMatching(/^the next backup would be refused: the backup volume has /)]);
  expect(freeSpace).toEqual(amounts);
});

test('without a way to the volume a backup is taken, and its result says that nobody knows', async () => {
  watched('1PiB');
  const { freeSpace, warnings } = await run<BackupResult>('backup');
  expect(freeSpace).toEqual({
    unreadable: 'logkeep.yaml names no way to it (repository.freeSpacePath, or a kubernetes section)',
    isFault: false,
  });
  expect(warnings).toEqual([]);
});

test('a way that leads nowhere is a warning, and no reason to go without a backup', async () => {
  watched('1PiB', join(cluster.server.repositoryPath, 'gone'));
  const { warnings } = await run<BackupResult>('backup');
  expect(warnings).toEqual([
    expect.stringMatching(
      /^the free space of the backup volume could not be read: repository\.freeSpacePath, .*ENOENT/,
    ),
  ]);
});

test('the check warns of that, too', async () => {
  watched('1PiB', join(cluster.server.repositoryPath, 'gone'));
  const { warnings } = await run<CheckSetupResult>('checkSetup');
  expect(warnings).toEqual([expect.stringMatching(/^the free space of the backup volume could not be read: /)]);
});

test('a bucket cannot be full', async () => {
  watched('1PiB');
  const { type } = cluster.repositorySettings;
  cluster.repositorySettings.type = 's3';
  const { freeSpace } = await run<StatusResult>('status');
  cluster.repositorySettings.type = type;
  expect(freeSpace).toEqual({ unreadable: 'a repository of type s3 has no volume that could be full', isFault: false });
});
