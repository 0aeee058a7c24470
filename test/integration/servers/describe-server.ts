import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { contentChecksum } from '../../../sandbox/seed/content-checksum';
import type { ServerVersion } from '../../../sandbox/servers/versions';
import type { Capabilities } from '../../../src/elasticsearch/elasticsearch';
import { getClusterHealth } from '../../../src/elasticsearch/health';
import {
  IndexExists,
  IndexMissing,
  Rejected,
  RepositoryMissing,
  RepositoryUnverified,
  SnapshotExists,
  SnapshotMissing,
} from '../../../src/elasticsearch/errors';
import { countDocuments, deleteIndex, listIndices } from '../../../src/elasticsearch/indices';
import { getPrimaryRecoveries } from '../../../src/elasticsearch/recovery';
import { getRepository, registerRepository, verifyRepository } from '../../../src/elasticsearch/repositories';
import { findMarkedBy, restoreMark } from '../../../src/elasticsearch/restore-marks';
import { startRestore } from '../../../src/elasticsearch/restores';
import { explainUnassigned, getPrimaryShards } from '../../../src/elasticsearch/shards';
import { getIndexSizes, getSnapshotProgress } from '../../../src/elasticsearch/snapshot-progress';
import { outlineSnapshots } from '../../../src/elasticsearch/snapshot-outline';
import {
  createSnapshot,
  deleteSnapshot,
  findSnapshotsWith,
  getSnapshot,
  listSnapshots,
} from '../../../src/elasticsearch/snapshots';
import type { BackupResult } from '../../../src/workflows/backup/types';
import type { RestoreResult } from '../../../src/workflows/restore/types';
import { eventually } from '../../world/eventually';
import { deleteByName, registerLogRepository, repository, startLogCluster, writeLogs } from '../../world/log-cluster';
import type { LogCluster } from '../../world/log-cluster';
import { startTemporalWorld } from '../../world/temporal';
import { describeBackupCalls } from './describe-backup-calls';
import { describeRestoreCalls } from './describe-restore-calls';
import { describeRestoreRuns } from './describe-restore-runs';
import { describeDrillCalls } from './describe-drill-calls';
import { describeExportCalls } from './describe-export-calls';
import { describeRepositoryCalls } from './describe-repository-calls';
import { describeRestoredCalls } from './describe-restored-calls';
import { describeRoomCalls } from './describe-room-calls';
import { describeSetupCalls } from './describe-setup-calls';

const index = (day: number) => `ks-logstash-log-2019.11.${day}`;

/** Every call that the product makes, and its two operations, on one real server. */
export function describeServer(version: ServerVersion, expected: Capabilities): void {
  let cluster: LogCluster;

  beforeAll(async () => {
    cluster = await startLogCluster(version);
    for (const day of [10, 11, 12]) await writeLogs(cluster, index(day), 40 + day);
    await registerLogRepository(cluster);
  });
  afterAll(() => cluster.stop());

  const snapshotTaken = async (name: string, indices = [index(10), index(11)]) => {
    await createSnapshot(cluster.elasticsearch, { repository, name, indices, takenBy: 'a-workflow' });
    return eventually(async () => {
      const snapshot = await getSnapshot(cluster.elasticsearch, repository, name);
      return snapshot !== null && snapshot.state !== 'IN_PROGRESS' && snapshot;
    });
  };

  test('is recognised with what it can do', async () => {
    await expect(cluster.elasticsearch.capabilities()).resolves.toEqual(expected);
  });

  test('tells its health', async () => {
    await expect(getClusterHealth(cluster.elasticsearch)).resolves.toMatchObject({
      nodes: 1,
      dataNodes: 1,
      status: expect.stringMatching(/green|yellow/) as string,
    });
  });

  describe('repositories', () => {
    test('are registered, read and verified', async () => {
      await expect(getRepository(cluster.elasticsearch, repository)).resolves.toMatchObject({
        type: 'fs',
        settings: { location: cluster.server.repositoryPath },
      });
      await expect(verifyRepository(cluster.elasticsearch, repository)).resolves.toHaveLength(1);
    });

    test('that do not exist are null, or RepositoryMissing for what needs one', async () => {
      await expect(getRepository(cluster.elasticsearch, 'absent')).resolves.toBeNull();
      await expect(verifyRepository(cluster.elasticsearch, 'absent')).rejects.toBeInstanceOf(RepositoryMissing);
      await expect(
        createSnapshot(cluster.elasticsearch, { repository: 'absent', name: 's', indices: [index(10)], takenBy: 'w' }),
      ).rejects.toBeInstanceOf(RepositoryMissing);
      await expect(listSnapshots(cluster.elasticsearch, 'absent')).rejects.toBeInstanceOf(RepositoryMissing);
      await expect(outlineSnapshots(cluster.elasticsearch, 'absent')).rejects.toBeInstanceOf(RepositoryMissing);
    });

    test('outside path.repo are refused with that cause', async () => {
      const outside = registerRepository(cluster.elasticsearch, 'outside', {
        type: 'fs',
        settings: { location: '/not/in/path.repo' },
      });
      await expect(outside).rejects.toMatchObject({
        name: 'RepositoryUnverified',
        fault: 'path.repo',
        retryable: false,
      });
    });

    test('that the server cannot write to are refused with that cause', async () => {
      const location = join(cluster.server.repositoryPath, 'forbidden');
      mkdirSync(location, { recursive: true });
      chmodSync(location, 0o555);
      const forbidden = registerRepository(cluster.elasticsearch, 'forbidden', { type: 'fs', settings: { location } });
      await expect(forbidden).rejects.toMatchObject({ name: 'RepositoryUnverified', fault: 'access denied' });
    });

    test('that are read-only refuse snapshots', async () => {
      await registerRepository(cluster.elasticsearch, 'read-only', {
        type: 'fs',
        settings: { location: cluster.server.repositoryPath, readonly: 'true' },
      });
      const refused = createSnapshot(cluster.elasticsearch, {
        repository: 'read-only',
        name: 'refused',
        indices: [index(10)],
        takenBy: 'w',
      });
      await expect(refused).rejects.toBeInstanceOf(RepositoryUnverified);
      await expect(refused).rejects.toMatchObject({ fault: 'read-only' });
    });
  });

  describe('snapshots', () => {
    test('are taken, found, measured and deleted', async () => {
      const { elasticsearch } = cluster;
      const snapshot = await snapshotTaken('first');
      expect(snapshot).toMatchObject({
        name: 'first',
        state: 'SUCCESS',
        failures: [],
        ...(expected.hasSnapshotMetadata ? { takenBy: 'a-workflow' } : {}),
      });
      expect([...snapshot.indices].sort()).toEqual([index(10), index(11)]);
      expect(snapshot.shards.successful).toBe(snapshot.shards.total);
      expect(snapshot.endedAt).toBeGreaterThanOrEqual(snapshot.startedAt ?? Infinity);

      const progress = await getSnapshotProgress(elasticsearch, repository, 'first');
      expect(progress).toMatchObject({ shardsDone: snapshot.shards.total, shardsTotal: snapshot.shards.total });
      expect(progress?.bytesTotal).toBeGreaterThan(0);
      expect(progress?.bytesDone).toBe(progress?.bytesTotal);
      const sizes = await getIndexSizes(elasticsearch, repository, 'first');
      expect(Object.keys(sizes).sort()).toEqual([index(10), index(11)]);
      expect(sizes[index(10)]).toBeGreaterThan(0);

      await snapshotTaken('second', [index(12)]);
      expect((await listSnapshots(elasticsearch, repository)).map(({ name }) => name).sort()).toEqual([
        'first',
        'second',
      ]);
      const outlines = await outlineSnapshots(elasticsearch, repository);
      expect(outlines).toHaveLength(2);
      expect(outlines).toContainEqual({ name: 'second', state: 'SUCCESS', indices: [index(12)] });
      expect((await findSnapshotsWith(elasticsearch, repository, [index(11)])).map(({ name }) => name)).toEqual([
        'first',
      ]);
      expect(await findSnapshotsWith(elasticsearch, repository, ['ks-logstash-log-1999.01.01'])).toEqual([]);

      await deleteSnapshot(elasticsearch, repository, 'second');
      await expect(getSnapshot(elasticsearch, repository, 'second')).resolves.toBeNull();
    });

    test('that do not exist are null, count as deleted, and cannot be restored', async () => {
      const { elasticsearch } = cluster;
      await expect(getSnapshot(elasticsearch, repository, 'absent')).resolves.toBeNull();
      await expect(deleteSnapshot(elasticsearch, repository, 'absent')).resolves.toBeUndefined();
      await expect(getSnapshotProgress(elasticsearch, repository, 'absent')).rejects.toBeInstanceOf(SnapshotMissing);
      await expect(
        startRestore(elasticsearch, { repository, snapshot: 'absent', indices: [index(10)] }),
      ).rejects.toBeInstanceOf(SnapshotMissing);
    });

    test('of the same name are refused as such', async () => {
      await snapshotTaken('twice');
      const again = createSnapshot(cluster.elasticsearch, {
        repository,
        name: 'twice',
        indices: [index(10)],
        takenBy: 'w',
      });
      await expect(again).rejects.toBeInstanceOf(SnapshotExists);
    });

    test('of a missing index are refused as such', async () => {
      const missing = createSnapshot(cluster.elasticsearch, {
        repository,
        name: 'missing',
        indices: ['ks-logstash-log-1999.01.01'],
        takenBy: 'w',
      });
      await expect(missing).rejects.toBeInstanceOf(IndexMissing);
    });

    test('with a name that the server does not allow are refused with its words', async () => {
      const badName = createSnapshot(cluster.elasticsearch, {
        repository,
        name: 'Not Allowed',
        indices: [index(10)],
        takenBy: 'w',
      });
      await expect(badName).rejects.toBeInstanceOf(Rejected);
      await expect(badName).rejects.toThrow(/Not Allowed/);
    });
  });

  describe('indices', () => {
    test('are listed open and closed, counted and deleted by exact name only', async () => {
      const { elasticsearch } = cluster;
      await writeLogs(cluster, 'other-2019.11.01', 7);
      await elasticsearch.send({ method: 'POST', path: '/other-2019.11.01/_close' }, z.unknown());
      const [closed] = await listIndices(elasticsearch, 'other-*');
      expect(closed).toMatchObject({ name: 'other-2019.11.01', open: false });
      expect((await listIndices(elasticsearch, 'ks-logstash-log-*')).map(({ name, open }) => [name, open])).toEqual(
        [10, 11, 12].map((day) => [index(day), true]),
      );
      await expect(listIndices(elasticsearch, 'absent')).resolves.toEqual([]);
      await expect(listIndices(elasticsearch, 'absent-*')).resolves.toEqual([]);
      await expect(countDocuments(elasticsearch, [index(10)])).resolves.toBe(50);
      await expect(deleteIndex(elasticsearch, 'other-*')).rejects.toThrow(/exact name/);
      await deleteIndex(elasticsearch, 'other-2019.11.01');
      await expect(deleteIndex(elasticsearch, 'other-2019.11.01')).resolves.toBeUndefined();
    });

    test('that no node may hold say why', async () => {
      const { elasticsearch } = cluster;
      const body = { settings: { 'index.routing.allocation.require._name': 'nobody', 'index.number_of_replicas': 0 } };
      await elasticsearch.send(
        { method: 'PUT', path: '/unplaced', query: { wait_for_active_shards: 0 }, body },
        z.unknown(),
      );
      const [shard] = await getPrimaryShards(elasticsearch, ['unplaced']);
      expect(shard).toMatchObject({ index: 'unplaced', state: 'UNASSIGNED' });
      const explained = shard && (await explainUnassigned(elasticsearch, shard));
      expect(explained?.objections).toContainEqual({
        decider: 'filter',
        explanation: expect.stringContaining('nobody') as string,
      });
      await deleteByName(elasticsearch, 'unplaced');
      expect(await getPrimaryShards(elasticsearch, ['unplaced'])).toEqual([]);
      expect(shard && (await explainUnassigned(elasticsearch, shard))).toBeNull();
    });
  });

  test('restores an index, knows it by the mark of its restore, and refuses to restore over it', async () => {
    const { elasticsearch } = cluster;
    await snapshotTaken('to-restore');
    await expect(
      startRestore(elasticsearch, { repository, snapshot: 'to-restore', indices: [index(10)] }),
    ).rejects.toBeInstanceOf(IndexExists);
    await deleteByName(elasticsearch, index(10));
    const settings = restoreMark('run-of-mine');
    await startRestore(elasticsearch, { repository, snapshot: 'to-restore', indices: [index(10)], settings });
    const [{ uuid = '' } = {}] = await listIndices(elasticsearch, index(10));
    const both = [index(10), index(11)];
    expect(await findMarkedBy(elasticsearch, 'run-of-mine', both)).toEqual([{ name: index(10), uuid }]);
    expect(await findMarkedBy(elasticsearch, 'run-of', both)).toEqual([]);
    expect(await findMarkedBy(elasticsearch, 'run-of-mine', ['ks-logstash-log-2001.01.01'])).toEqual([]);
    await eventually(async () =>
      (await getPrimaryShards(elasticsearch, [index(10)])).every(({ state }) => state === 'STARTED'),
    );
    const recoveries = await getPrimaryRecoveries(elasticsearch, [index(10)]);
    expect(recoveries.every(({ bytesDone, bytesTotal }) => bytesDone === bytesTotal && bytesTotal > 0)).toBe(true);
    await expect(countDocuments(elasticsearch, [index(10)])).resolves.toBe(50);
  });

  test('backup and restore bring a lost day back with identical content', async () => {
    const { elasticsearch, server } = cluster;
    const temporal = await startTemporalWorld([cluster]);
    try {
      const before = await contentChecksum(server, index(12));
      const backup = await temporal.run<BackupResult>('backup', { cluster: cluster.name });
      expect(backup).toMatchObject({
        indices: 3,
        documents: 153,
        snapshot: expect.stringMatching(/^snapshot-\d{14}$/) as string,
      });
      await deleteByName(elasticsearch, index(12));
      const restored = await temporal.run<RestoreResult>('restore', { cluster: cluster.name, days: ['2019-11-12'] });
      expect(restored).toMatchObject({
        restored: [{ snapshot: backup.snapshot, indices: [index(12)] }],
        documents: 52,
      });
      expect(await contentChecksum(server, index(12))).toEqual(before);
    } finally {
      await temporal.stop();
    }
  });

  describe('backing it up', () => describeBackupCalls(() => cluster, expected));

  describe('a restore', () => describeRestoreCalls(() => cluster, expected));
  describe('restoring from it', () => describeRestoreRuns(() => cluster, expected));
  describe('what was restored', () => describeRestoredCalls(() => cluster));
  describe('drilling it', () => describeDrillCalls(() => cluster, expected));
  describe('room for a restore', () => describeRoomCalls(() => cluster, expected));
  describe('exporting it', () => describeExportCalls(() => cluster, expected));

  describe('setting it up', () => {
    describeSetupCalls(() => cluster, expected);
    describeRepositoryCalls(() => cluster, expected);
  });
}
