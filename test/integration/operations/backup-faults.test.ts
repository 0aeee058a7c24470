import { CancelledFailure } from '@temporalio/common';
import { z } from 'zod';
import { connect } from '../../../src/elasticsearch/client';
import { listIndexTraits } from '../../../src/elasticsearch/index-traits';
import { deleteIndices, listIndices } from '../../../src/elasticsearch/indices';
import { readLedgerCounts } from '../../../src/elasticsearch/ledger-index';
import { createSnapshot, getSnapshot, listSnapshotNames, listSnapshots } from '../../../src/elasticsearch/snapshots';
import { ledgerIndexOf } from '../../../src/planning/ledger';
import type { BackupResult } from '../../../src/workflows/backup/types';
import type { Progress } from '../../../src/workflows/progress';
import { expectCleanNight, expectNothingLost, rules, setBackupScene } from '../../world/backup-scene';
import type { BackupScene } from '../../world/backup-scene';
import { backupSteps, holdBackupAt, stepNamed } from '../../world/backup-steps';
import { eventually } from '../../world/eventually';
import { failureOf } from '../../world/failure';
import { registerLogRepository, repository, startLogCluster, writeLogs } from '../../world/log-cluster';
import type { LogCluster } from '../../world/log-cluster';
import { openSlowPath } from '../../world/slow-path';
import type { SlowPath } from '../../world/slow-path';
import { startTemporalWorld } from '../../world/temporal';
import type { TemporalWorld } from '../../world/temporal';

/** One cluster under two names: with one of them a single deletion already waits for a person. */
let cluster: LogCluster;
let slow: SlowPath;
let temporal: TemporalWorld;
let scene: BackupScene;

const asking = () => ({ cluster: `${cluster.name}-asking` });
const input = () => ({ cluster: cluster.name });

beforeAll(async () => {
  cluster = { ...(await startLogCluster('6.7.0')), ...rules };
  slow = await openSlowPath(cluster.server.url);
  const far = { ...cluster, elasticsearch: connect({ urls: [slow.url] }) };
  const cleanup = rules.cleanup && { ...rules.cleanup, maxDeletions: 0 };
  temporal = await startTemporalWorld([far, { ...far, name: asking().cluster, ...(cleanup && { cleanup }) }]);
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

const names = async () => (await listIndices(cluster.elasticsearch, 'ks-logstash-log-*')).map(({ name }) => name);
const progressOf = (run: { query: (name: string) => Promise<unknown> }) => run.query('progress') as Promise<Progress>;
const send = (method: 'PUT' | 'POST' | 'DELETE', path: string, body?: object) =>
  cluster.elasticsearch.send({ method, path, ...(body === undefined ? {} : { body }) }, z.unknown());

describe('a backup', () => {
  test('deletes what is proven, says what and why, and its dry run has said the same', async () => {
    const rehearsed = await temporal.run<BackupResult>('backup', { ...input(), dryRun: true });
    await expectNothingLost(cluster, scene);
    expect(await names()).toContain(scene.old);
    const { cleanup, retention, summary } = await temporal.run<BackupResult>('backup', input());
    expect(cleanup.deleted).toEqual([{ reason: 'its day began more than 7d ago', count: 1, names: [scene.old] }]);
    expect(cleanup.kept.map(({ reason }) => reason).sort()).toEqual([
      'it is of today',
      'its day began less than 7d ago',
    ]);
    expect(retention.deleted).toEqual([{ reason: 'older than 30d', count: 1, names: [scene.expired] }]);
    expect(summary).toMatch(/1 old snapshot deleted; 1 old index deleted that it is proven to hold$/);
    expect([rehearsed.cleanup, rehearsed.retention.deleted]).toEqual([cleanup, retention.deleted]);
    await expectNothingLost(cluster, scene);
  });

  test.each(backupSteps)('that is cancelled when $step loses nothing and leaves no block', async (step) => {
    const hold = holdBackupAt(slow, step);
    const run = await temporal.start<BackupResult>('backup', input());
    await hold.arrived;
    await run.cancel();
    hold.letGo();
    const failure = await run.result().then(
      () => null,
      (error: { cause: unknown }) => error.cause,
    );
    // After the last deletion there is nothing left that could be cancelled.
    if (failure === null) expect(step.step).toBe('deleting indices');
    else expect(failure).toBeInstanceOf(CancelledFailure);
    await expectNothingLost(cluster, scene);
    await expectCleanNight(cluster, temporal, scene);
  });

  test('that fails unseals, deletes nothing, and keeps the old snapshots', async () => {
    const lost = 'ks-logstash-log-2019.11.13';
    const settings = { 'index.routing.allocation.require._name': 'nobody', 'index.number_of_replicas': 0 };
    await cluster.elasticsearch.send(
      { method: 'PUT', path: `/${lost}`, query: { wait_for_active_shards: 0 }, body: { settings } },
      z.unknown(),
    );
    const failure = await failureOf(temporal.run('backup', input()));
    expect(failure).toMatchObject({ type: 'SnapshotFailed' });
    expect(failure.message).toMatch(/cleaning up: .*can be written again/);
    await expectNothingLost(cluster, scene);
    expect(await names()).toContain(scene.old);
    expect((await listSnapshotNames(cluster.elasticsearch, repository)).has(scene.expired)).toBe(true);
    await deleteIndices(cluster.elasticsearch, [lost]);
    await expectCleanNight(cluster, temporal, scene);
  });

  test('leaves an index that was unblocked and written to while its snapshot was taken', async () => {
    const before = holdBackupAt(slow, stepNamed('deleting snapshots'));
    const run = await temporal.start<BackupResult>('backup', input());
    await before.arrived;
    await send('PUT', `/${scene.old}/_settings`, { 'index.blocks.write': null });
    await writeLogs(cluster, scene.old, 1);
    before.letGo();
    const { cleanup } = await run.result();
    expect(cleanup.deleted).toEqual([]);
    expect(cleanup.kept[0]).toMatchObject({
      reason: 'somebody has taken its write block away, and it was written to after it had been sealed',
      names: [scene.old],
    });
    await expectNothingLost(cluster, { ...scene, lines: scene.lines + 1 });
  });

  test('leaves a block of somebody else as it is when nothing is deleted', async () => {
    await send('PUT', `/${scene.old}/_settings`, { 'index.blocks.write': true });
    const run = await temporal.start<BackupResult>('backup', asking());
    await eventually(async () => (await progressOf(run)).stage === 'waiting for approval');
    await run.executeUpdate('approve', { args: [{ deletions: 1, approve: false }] });
    await run.result();
    const [old] = await listIndexTraits(cluster.elasticsearch, scene.old);
    expect(old).toMatchObject({ aliases: [], blocks: { write: true } });
  });

  test('whose run was terminated leaves blocks that the next one finds and takes away', async () => {
    const hold = holdBackupAt(slow, stepNamed('starting the snapshot'));
    const run = await temporal.start('backup', input());
    await hold.arrived;
    await run.terminate('by hand');
    await send('PUT', `/${scene.old}/_settings`, { 'index.blocks.write': true });
    hold.letGo();
    await expectCleanNight(cluster, temporal, scene);
    await expectNothingLost(cluster, scene);
  });
});

describe('what must not go', () => {
  test('an index that is read-only stays, and keeps no other from going', async () => {
    const readOnly = 'ks-logstash-log-2019.11.01';
    await writeLogs(cluster, readOnly, 3);
    await send('PUT', `/${readOnly}/_settings`, { 'index.blocks.read_only': true });
    const { cleanup } = await temporal.run<BackupResult>('backup', input());
    await send('PUT', `/${readOnly}/_settings`, { 'index.blocks.read_only': null });
    expect(cleanup.deleted.flatMap((group) => group.names)).toEqual([scene.old]);
    expect(await names()).toContain(readOnly);
  });

  test('an index on a full disk goes when it is proven', async () => {
    await send('PUT', `/${scene.old}/_settings`, { 'index.blocks.read_only_allow_delete': true });
    const { cleanup } = await temporal.run<BackupResult>('backup', input());
    expect(cleanup.deleted.flatMap((group) => group.names)).toEqual([scene.old]);
  });

  test('a disk that ran full while indices were sealed keeps no block on the others', async () => {
    const other = 'ks-logstash-log-2019.11.02';
    await writeLogs(cluster, other, 1);
    const hold = holdBackupAt(slow, stepNamed('starting the snapshot'));
    const run = await temporal.start<BackupResult>('backup', input());
    await hold.arrived;
    await send('PUT', `/${scene.old}/_settings`, { 'index.blocks.read_only_allow_delete': true });
    await run.cancel();
    hold.letGo();
    await failureOf(run.result());
    const [sealed] = await listIndexTraits(cluster.elasticsearch, scene.old);
    expect(sealed).toMatchObject({ blocks: { write: true, onlyDelete: true } });
    const [free] = await listIndexTraits(cluster.elasticsearch, other);
    expect(free).toMatchObject({ aliases: [], blocks: { write: false } });
    const { cleanup } = await temporal.run<BackupResult>('backup', input());
    expect(cleanup.deleted.flatMap((group) => group.names).sort()).toEqual([other, scene.old].sort());
  });

  test('a day that was restored stays, however old it is', async () => {
    await temporal.run('backup', input());
    await temporal.run('restore', { ...input(), days: [scene.day] });
    const { cleanup } = await temporal.run<BackupResult>('backup', input());
    expect(cleanup.deleted).toEqual([]);
    expect(await names()).toContain(scene.old);
  });

  test('the snapshots of another kind of logs in the same repository stay', async () => {
    await writeLogs(cluster, 'events-2019.11.01', 1);
    const theirs = 'snapshot-20190101010000';
    await createSnapshot(cluster.elasticsearch, {
      repository,
      name: theirs,
      indices: ['events-2019.11.01'],
      takenBy: 'x/y',
    });
    await eventually(async () => (await getSnapshot(cluster.elasticsearch, repository, theirs))?.state === 'SUCCESS');
    const { retention } = await temporal.run<BackupResult>('backup', input());
    expect(retention.deleted.flatMap((group) => group.names)).toEqual([scene.expired]);
    expect((await listSnapshotNames(cluster.elasticsearch, repository)).has(theirs)).toBe(true);
    await deleteIndices(cluster.elasticsearch, ['events-2019.11.01']);
  });
});

describe('two at once', () => {
  test('run one after the other, and delete each index once', async () => {
    const runs = await Promise.all([1, 2].map(() => temporal.start<BackupResult>('backup', input())));
    const results = await Promise.all(runs.map((run) => run.result()));
    const gone = results.flatMap(({ cleanup }) => cleanup.deleted.flatMap((group) => group.names));
    expect(gone).toEqual([scene.old]);
    await expectNothingLost(cluster, scene);
  });
});

describe('many deletions', () => {
  const waiting = async () => {
    const run = await temporal.start<BackupResult>('backup', asking());
    const progress = await eventually(async () => {
      const now = await progressOf(run);
      return now.stage === 'waiting for approval' && now;
    });
    return { run, progress };
  };

  test('wait for a person without holding up anybody else, and are made when approved', async () => {
    const { run, progress } = await waiting();
    expect(progress.approval?.deletions).toBe(1);
    expect(progress.message).toContain(`logkeep approve ${run.workflowId} --deletions 1`);
    expect(await names()).toContain(scene.old);
    // The lease is free.
    await temporal.run('status', asking());
    const said = await run.executeUpdate<string, [object]>('approve', { args: [{ deletions: 1 }] });
    expect(said).toBe('1 deletion approved');
    const { cleanup } = await run.result();
    expect(cleanup.deleted.flatMap((group) => group.names)).toEqual([scene.old]);
    await expectNothingLost(cluster, scene);
  });

  test('are not made when a person refuses, nor by a wrong word', async () => {
    const { run } = await waiting();
    const say = (answer: object) => run.executeUpdate<string, [object]>('approve', { args: [answer] });
    await expect(say({ deletions: 2 })).rejects.toMatchObject({
      cause: { message: '1 deletion waits for an approval, not 2: look at them again' },
    });
    await expect(say({ deletion: 1 })).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/unknown key "deletion", did you mean "deletions"\?/) as string },
    });
    await say({ deletions: 1, approve: false });
    const { cleanup } = await run.result();
    expect(cleanup.deleted).toEqual([]);
    expect(cleanup.kept[0]).toEqual({ reason: 'a person has refused its deletion', count: 1, names: [scene.old] });
    expect(await names()).toContain(scene.old);
    await expectNothingLost(cluster, scene);
  });

  test('leave no block when the waiting run is cancelled', async () => {
    const { run } = await waiting();
    await run.cancel();
    await expect(failureOf(run.result())).resolves.toBeInstanceOf(CancelledFailure);
    await expectNothingLost(cluster, scene);
    expect(await names()).toContain(scene.old);
  });

  test('are not approved before they wait', async () => {
    const hold = holdBackupAt(slow, stepNamed('starting the snapshot'));
    const run = await temporal.start<BackupResult>('backup', asking());
    await hold.arrived;
    await expect(run.executeUpdate('approve', { args: [{ deletions: 1 }] })).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/^No deletions wait for an approval/) as string },
    });
    await run.cancel();
    hold.letGo();
    await failureOf(run.result());
  });
});

describe('the ledger', () => {
  const ledger = () => ledgerIndexOf(cluster.name);

  test('tells what each snapshot holds, is part of it, and comes back when its index is lost', async () => {
    const first = await temporal.run<BackupResult>('backup', input());
    const count = async (snapshot: string) =>
      (await readLedgerCounts(cluster.elasticsearch, ledger(), [snapshot])).get(snapshot)?.[scene.old];
    expect(await count(first.snapshot)).toBe(scene.lines);
    const [record] = (await listSnapshots(cluster.elasticsearch, repository)).filter(
      ({ name }) => name === first.snapshot,
    );
    expect(record?.indices).toContain(ledger());
    await deleteIndices(cluster.elasticsearch, [ledger()]);
    const second = await temporal.run<BackupResult>('backup', input());
    expect(second.warnings).toEqual([]);
    expect(await count(first.snapshot)).toBe(scene.lines);
  });

  test('that cannot be written is told, and the backup is taken without it', async () => {
    await temporal.run('backup', input());
    await send('POST', `/${ledger()}/_close`);
    const { warnings, snapshot } = await temporal.run<BackupResult>('backup', input());
    await send('POST', `/${ledger()}/_open`);
    expect(warnings).toEqual([expect.stringMatching(/^the ledger could not be written: /)]);
    const records = await listSnapshots(cluster.elasticsearch, repository);
    expect(records.find(({ name }) => name === snapshot)).toMatchObject({ state: 'SUCCESS' });
  });
});
