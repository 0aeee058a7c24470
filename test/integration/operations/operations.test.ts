import { CancelledFailure } from '@temporalio/common';
import { z } from 'zod';
import { contentChecksum } from '../../../sandbox/seed/content-checksum';
import { listIndices } from '../../../src/elasticsearch/indices';
import { createSnapshot, deleteSnapshot, getSnapshot, listSnapshots } from '../../../src/elasticsearch/snapshots';
import type { BackupResult } from '../../../src/workflows/backup/types';
import { leaseId } from '../../../src/workflows/cluster-lease/types';
import type { Progress } from '../../../src/workflows/progress';
import type { RestoreResult } from '../../../src/workflows/restore/types';
import { damage } from '../../world/damage';
import { eventually } from '../../world/eventually';
import { failureOf } from '../../world/failure';
import { deleteByName, registerLogRepository, repository, startLogCluster, writeLogs } from '../../world/log-cluster';
import type { LogCluster } from '../../world/log-cluster';
import { startTemporalWorld } from '../../world/temporal';
import type { TemporalWorld } from '../../world/temporal';

const big = 'ks-logstash-log-2019.11.11';
const small = 'ks-logstash-log-2019.11.12';
const progressOf = (run: { query: (name: string) => Promise<unknown> }) => run.query('progress') as Promise<Progress>;

let cluster: LogCluster;
let temporal: TemporalWorld;

beforeAll(async () => {
  cluster = await startLogCluster('6.7.0');
  temporal = await startTemporalWorld([cluster]);
  await writeLogs(cluster, big, 1500, 1000);
  await writeLogs(cluster, small, 50);
});
beforeEach(async () => {
  await registerLogRepository(cluster);
});
afterEach(async () => {
  for (const { name } of await listSnapshots(cluster.elasticsearch, repository))
    await deleteSnapshot(cluster.elasticsearch, repository, name);
});
afterAll(async () => {
  await temporal.stop();
  await cluster.stop();
});

const input = () => ({ cluster: cluster.name });

describe('a backup', () => {
  test('that is cancelled aborts its snapshot, says so, and gives the lease back', async () => {
    await registerLogRepository(cluster, { snapshot: '200kb' });
    const run = await temporal.start<BackupResult>('backup', input());
    const [{ name }] = await eventually(async () => {
      const snapshots = await listSnapshots(cluster.elasticsearch, repository);
      return snapshots[0]?.state === 'IN_PROGRESS' && (snapshots as [(typeof snapshots)[0]]);
    });
    await run.cancel();
    await expect(failureOf(run.result())).resolves.toBeInstanceOf(CancelledFailure);
    await expect(getSnapshot(cluster.elasticsearch, repository, name)).resolves.toBeNull();
    await expect(progressOf(run)).resolves.toMatchObject({
      stage: 'cancelled',
      undone: [`aborted and removed snapshot ${name}`],
    });
    await expect(temporal.client.workflow.getHandle(leaseId(cluster.name)).describe()).resolves.toMatchObject({
      status: { name: 'COMPLETED' },
    });
  });

  test('of an index with a lost shard fails with the shard and the reason, and keeps no lease', async () => {
    const body = {
      settings: {
        'index.routing.allocation.require._name': 'nobody',
        'index.number_of_replicas': 0,
        'index.number_of_shards': 1,
      },
    };
    const lost = 'ks-logstash-log-2019.11.13';
    await cluster.elasticsearch.send(
      { method: 'PUT', path: `/${lost}`, query: { wait_for_active_shards: 0 }, body },
      z.unknown(),
    );
    const failure = await failureOf(temporal.run('backup', input()));
    await deleteByName(cluster.elasticsearch, lost);
    expect(failure).toMatchObject({ type: 'SnapshotFailed', nonRetryable: true });
    expect(failure.message).toMatch(/is not a backup: its state is FAILED/);
    expect(failure.message).toContain(lost);
    await expect(temporal.run<BackupResult>('backup', input())).resolves.toMatchObject({ indices: 2 });
  });

  test('without a repository is refused before it starts', async () => {
    await cluster.elasticsearch.send({ method: 'DELETE', path: `/_snapshot/${repository}` }, z.unknown());
    const failure = await failureOf(temporal.run('backup', input()));
    await registerLogRepository(cluster);
    expect(failure.type).toBe('Refused');
    expect(failure.message).toMatch(/repository ks-log-snapshots is not registered/);
  });

  test('under way keeps the repository from being registered anew, which is not a fault', async () => {
    await registerLogRepository(cluster, { snapshot: '200kb' });
    await createSnapshot(cluster.elasticsearch, { repository, name: 'by-hand', indices: [big], takenBy: 'somebody' });
    await expect(registerLogRepository(cluster)).rejects.toMatchObject({ name: 'SnapshotRunning', retryable: true });
  });

  test("waits for somebody else's snapshot, which Elasticsearch 6 allows only one of", async () => {
    await registerLogRepository(cluster, { snapshot: '400kb' });
    await createSnapshot(cluster.elasticsearch, { repository, name: 'by-hand', indices: [big], takenBy: 'somebody' });
    const { snapshot } = await temporal.run<BackupResult>('backup', input());
    const states = (await listSnapshots(cluster.elasticsearch, repository)).map(({ name, state }) => [name, state]);
    expect(states).toEqual([
      ['by-hand', 'SUCCESS'],
      [snapshot, 'SUCCESS'],
    ]);
  });

  test('plans again when an index is deleted before the snapshot could start', async () => {
    const doomed = 'ks-logstash-log-2019.11.02';
    await writeLogs(cluster, doomed, 1);
    await registerLogRepository(cluster, { snapshot: '200kb' });
    await createSnapshot(cluster.elasticsearch, { repository, name: 'by-hand', indices: [big], takenBy: 'somebody' });
    const run = await temporal.start<BackupResult>('backup', input());
    await eventually(async () => (await progressOf(run)).stage === 'snapshotting');
    await deleteByName(cluster.elasticsearch, doomed);
    await expect(run.result()).resolves.toMatchObject({ indices: 2 });
  });

  test('leaves closed indices out and says so', async () => {
    await writeLogs(cluster, 'ks-logstash-log-2019.11.01', 1);
    await cluster.elasticsearch.send({ method: 'POST', path: '/ks-logstash-log-2019.11.01/_close' }, z.unknown());
    const result = await temporal.run<BackupResult>('backup', input());
    await deleteByName(cluster.elasticsearch, 'ks-logstash-log-2019.11.01');
    expect(result).toMatchObject({
      indices: 2,
      leftOut: { closed: { indices: 1, first: ['ks-logstash-log-2019.11.01'] } },
    });
    expect(result.summary).toMatch(/1 closed index left out/);
  });
});

describe('two operations on one cluster', () => {
  test('run one after the other, also when they started in the same second', async () => {
    await registerLogRepository(cluster, { snapshot: '400kb' });
    const first = await temporal.start<BackupResult>('backup', input());
    await eventually(async () => (await progressOf(first)).stage === 'snapshotting');
    const second = await temporal.start<BackupResult>('backup', input());
    const waiting = await eventually(async () => {
      const progress = await progressOf(second);
      return progress.stage === 'waiting for the lease' && progress;
    });
    expect(waiting.message).toBe(
      `Waiting: backup (workflow ${first.workflowId}) is working on cluster ${cluster.name}`,
    );
    const [one, two] = await Promise.all([first.result(), second.result()]);
    expect([one.indices, two.indices]).toEqual([2, 2]);
    expect(one.snapshot).not.toBe(two.snapshot);
  });

  test('stop when somebody ends the lease by hand, and put things back', async () => {
    await registerLogRepository(cluster, { snapshot: '200kb' });
    const run = await temporal.start<BackupResult>('backup', input());
    await eventually(async () => (await listSnapshots(cluster.elasticsearch, repository)).length === 1);
    await temporal.client.workflow.getHandle(leaseId(cluster.name)).terminate('by hand');
    const failure = await failureOf(run.result());
    expect(failure.type).toBe('LeaseLost');
    await expect(listSnapshots(cluster.elasticsearch, repository)).resolves.toEqual([]);
  });

  test('an operation that is terminated leaves its cluster free', async () => {
    await registerLogRepository(cluster, { snapshot: '400kb' });
    const run = await temporal.start('backup', input());
    await eventually(async () => (await progressOf(run)).stage === 'snapshotting');
    await run.terminate('by hand');
    await expect(temporal.run<BackupResult>('backup', input())).resolves.toMatchObject({ indices: 2 });
  });
});

describe('a restore', () => {
  const lose = async (...indices: string[]) => {
    const backup = await temporal.run<BackupResult>('backup', input());
    await deleteByName(cluster.elasticsearch, ...indices);
    return backup;
  };
  const restore = (...days: string[]) => ({ ...input(), days });

  test('brings several days back, each from the newest snapshot that holds it', async () => {
    const before = await contentChecksum(cluster.server, `${big},${small}`);
    const older = await lose(big);
    const newer = await lose(small);
    const result = await temporal.run<RestoreResult>('restore', restore('2019-11-12', '2019-11-11', '2019-11-12'));
    expect(result.days).toEqual(['2019-11-11', '2019-11-12']);
    expect(result.restored).toMatchObject([
      { snapshot: older.snapshot, indices: [big] },
      { snapshot: newer.snapshot, indices: [small] },
    ]);
    expect(await contentChecksum(cluster.server, `${big},${small}`)).toEqual(before);
  });

  test('is refused with every reason at once, and changes nothing', async () => {
    await temporal.run('backup', input());
    const failure = await failureOf(temporal.run('restore', restore('2019-11-12', '2018-01-01')));
    expect(failure.type).toBe('Refused');
    expect(failure.message).toMatch(/an open index ks-logstash-log-2019\.11\.12 exists/);
    expect(failure.message).toMatch(/no snapshot contains ks-logstash-log-2018\.01\.01/);
    await cluster.elasticsearch.send({ method: 'POST', path: `/${small}/_close` }, z.unknown());
    const closed = await failureOf(temporal.run('restore', restore('2019-11-12')));
    await cluster.elasticsearch.send({ method: 'POST', path: `/${small}/_open` }, z.unknown());
    expect(closed.message).toMatch(
      /a closed index ks-logstash-log-2019\.11\.12 exists and a restore would overwrite it/,
    );
  });

  test('that is cancelled removes only what it created', async () => {
    await lose(big);
    await registerLogRepository(cluster, { restore: '200kb' });
    const run = await temporal.start<RestoreResult>('restore', restore('2019-11-11'));
    await eventually(async () => (await listIndices(cluster.elasticsearch, big)).length === 1);
    await run.cancel();
    await expect(failureOf(run.result())).resolves.toBeInstanceOf(CancelledFailure);
    await expect(progressOf(run)).resolves.toMatchObject({ stage: 'cancelled', undone: [`removed ${big}`] });
    expect((await listIndices(cluster.elasticsearch, 'ks-*')).map(({ name }) => name)).toEqual([small]);
    await registerLogRepository(cluster);
    await temporal.run('restore', restore('2019-11-11'));
  });

  test('from a damaged repository ends with the cause and leaves no broken index behind', async () => {
    const before = await contentChecksum(cluster.server, small);
    await lose(small);
    const undamage = damage(cluster.server.repositoryPath);
    const failure = await failureOf(temporal.run('restore', restore('2019-11-12')));
    undamage();
    expect(failure.type).toBe('Refused');
    expect(failure.message).toMatch(
      /shard \d of ks-logstash-log-2019\.11\.12 could not be restored: .*(corrupt|checksum|IndexShardRestoreFailed)/is,
    );
    expect(failure.message).toMatch(/cleaning up: removed ks-logstash-log-2019\.11\.12/);
    expect((await listIndices(cluster.elasticsearch, 'ks-*')).map(({ name }) => name)).toEqual([big]);
    await temporal.run('restore', restore('2019-11-12'));
    expect(await contentChecksum(cluster.server, small)).toEqual(before);
  });
});
