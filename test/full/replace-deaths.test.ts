import { CancelledFailure } from '@temporalio/common';
import { z } from 'zod';
import { contentChecksum } from '../../sandbox/seed/content-checksum';
import type { ServerVersion } from '../../sandbox/servers/versions';
import { addAliases, getAliases } from '../../src/elasticsearch/index-aliases';
import { countDocuments, deleteIndices, listIndices } from '../../src/elasticsearch/indices';
import {
  createSnapshot,
  deleteSnapshot,
  deleteSnapshots,
  getSnapshot,
  listSnapshotNames,
} from '../../src/elasticsearch/snapshots';
import { createLedger, putLedgerEntry } from '../../src/elasticsearch/ledger-index';
import { ledgerIndexOf } from '../../src/planning/ledger';
import type { Progress } from '../../src/workflows/progress';
import type { RestoreResult } from '../../src/workflows/restore/types';
import { eventually } from '../world/eventually';
import { failureOf } from '../world/failure';
import { registerLogRepository, repository, startLogCluster, writeLogs } from '../world/log-cluster';
import type { LogCluster } from '../world/log-cluster';
import { openSlowPath } from '../world/slow-path';
import type { SlowPath } from '../world/slow-path';
import { connectTemporalWorld } from '../world/temporal';
import type { TemporalWorld } from '../world/temporal';
import { startWorkerProcess } from '../world/worker-process';
import type { WorkerProcess } from '../world/worker-process';

const index = 'ks-logstash-log-2019.11.12';
const [linesInBackup, linesNow] = [40, 7];
const versions: ServerVersion[] = ['7.17.29', '6.7.0'];

/** The requests by which a replacing goes on, in their order: with clones, and with a snapshot where there are none. */
const steps: { step: string; method: string; request: RegExp; isLast?: boolean }[] = [
  { step: 'marking the old index', method: 'POST', request: /\/_aliases/ },
  { step: 'blocking the old index', method: 'PUT', request: /\/ks-logstash-log-[^/]*\/_settings/ },
  { step: 'keeping a copy', method: 'PUT', request: /logkeep-kept-/ },
  { step: 'deleting the old index', method: 'DELETE', request: /\/ks-logstash-log-/ },
  { step: 'starting the restore', method: 'POST', request: /\/_restore/ },
  { step: 'removing the copy', method: 'DELETE', request: /logkeep-kept-/, isLast: true },
];

describe.each(versions)('replacing an index on %s', (version) => {
  let cluster: LogCluster;
  let slow: SlowPath;
  let temporal: TemporalWorld;
  let worker: WorkerProcess;
  let before: Awaited<ReturnType<typeof contentChecksum>>;

  const startWorker = async () => {
    const far = { ...cluster, server: { ...cluster.server, url: slow.url } };
    worker = await startWorkerProcess(far, temporal.taskQueue);
  };
  const startHeld = async ({ method, request }: (typeof steps)[0]) => {
    const hold = slow.holdNext(method, request);
    const run = await temporal.start<RestoreResult>('restore', {
      ...{ cluster: cluster.name, days: ['2019-11-12'], onConflict: 'replace', confirm: [index] },
    });
    // A run that fails before would never come to it.
    await Promise.race([hold.arrived, run.result()]);
    return { run, hold };
  };
  const keptIndices = async () => (await listIndices(cluster.elasticsearch, 'logkeep-kept-*')).map(({ name }) => name);
  const keptSnapshots = async () =>
    [...(await listSnapshotNames(cluster.elasticsearch, repository))].filter((name) =>
      name.startsWith('logkeep-kept-'),
    );

  /** Whether the old lines, or all of the new ones, are somewhere as a whole. */
  const isSafe = async () => {
    const { elasticsearch } = cluster;
    for (const name of await keptSnapshots())
      if ((await getSnapshot(elasticsearch, repository, name))?.state === 'SUCCESS') return true;
    const live = [...(await listIndices(elasticsearch, index)).map(({ name }) => name), ...(await keptIndices())];
    const counts = await Promise.all(live.map((name) => countDocuments(elasticsearch, [name]).catch(() => 0)));
    return counts.some((count) => count === linesNow || count === linesInBackup);
  };

  beforeAll(async () => {
    cluster = await startLogCluster(version);
    slow = await openSlowPath(cluster.server.url);
    temporal = await connectTemporalWorld();
    await registerLogRepository(cluster);
    await startWorker();
    await writeLogs(cluster, index, linesInBackup, 1000);
    await createSnapshot(cluster.elasticsearch, { repository, name: 'nightly', indices: [index], takenBy: 'w' });
    await eventually(
      async () => (await getSnapshot(cluster.elasticsearch, repository, 'nightly'))?.state === 'SUCCESS',
    );
  });
  beforeEach(async () => {
    const { elasticsearch } = cluster;
    await deleteIndices(elasticsearch, [index, ...(await keptIndices())]);
    await deleteSnapshots(elasticsearch, repository, await keptSnapshots(), () => undefined);
    await writeLogs(cluster, index, linesNow);
    await addAliases(elasticsearch, index, { audit: { is_write_index: false, filter: { term: { line: 1 } } } });
    before = await contentChecksum(cluster.server, index);
  });
  afterAll(async () => {
    await worker.stop();
    await temporal.stop();
    await slow.close();
    await cluster.stop();
  });

  const expectTidy = async () => {
    expect(await keptIndices()).toEqual([]);
    expect(await keptSnapshots()).toEqual([]);
    expect(
      Object.keys(await getAliases(cluster.elasticsearch, index)).filter((name) => !/^logkeep-expires/.test(name)),
    ).toEqual(['audit']);
    await writeLogs(cluster, index, 1);
  };

  test.each(steps)('by a worker that is killed when $step is completed by the next one', async (step) => {
    const { run, hold } = await startHeld(step);
    expect(await isSafe()).toBe(true);
    await worker.kill();
    // Bytes that were under way arrive all the same.
    hold.letGo();
    await startWorker();
    expect(await isSafe()).toBe(true);
    await expect(run.result()).resolves.toMatchObject({ replaced: [index], documents: linesInBackup, warnings: [] });
    await expectTidy();
  });

  test.each(steps)('by a run that is cancelled when $step is as if it had never been', async (step) => {
    const { run, hold } = await startHeld(step);
    await run.cancel();
    hold.letGo();
    if (step.isLast === true) {
      // The new one is complete: there is no way back, and none is needed.
      await expect(run.result()).resolves.toMatchObject({ replaced: [index] });
      expect(await countDocuments(cluster.elasticsearch, [index])).toBe(linesInBackup);
    } else {
      expect(await failureOf(run.result())).toBeInstanceOf(CancelledFailure);
      expect(await contentChecksum(cluster.server, index)).toEqual(before);
    }
    await expectTidy();
  });

  test('by less than was backed up is undone', async () => {
    const { elasticsearch } = cluster;
    const ledger = ledgerIndexOf(cluster.name);
    const [{ uuid = '' } = {}] = await listIndices(elasticsearch, index);
    const line = { name: index, uuid, documents: linesInBackup + 1, bytes: 1, shards: 1, operations: 1, sealed: true };
    await createLedger(elasticsearch, ledger);
    const entry = {
      snapshot: 'nightly',
      repository,
      clusterUuid: 'c',
      takenBy: 'w',
      writtenAt: '2026-01-01T00:00:00Z',
    };
    await putLedgerEntry(elasticsearch, ledger, { ...entry, indices: [line] });
    const failure = await failureOf(
      temporal.run('restore', {
        ...{ cluster: cluster.name, days: ['2019-11-12'], onConflict: 'replace', confirm: [index] },
      }),
    );
    await deleteIndices(elasticsearch, [ledger]);
    expect(failure.message).toContain(`${index} would have been replaced by less than was backed up`);
    expect(failure.message).toContain(`put ${index} back`);
    expect(await contentChecksum(cluster.server, index)).toEqual(before);
    await expectTidy();
  });

  test('by a run that its cluster forgets is undone, and not begun again with a plan of what there was', async () => {
    await registerLogRepository(cluster, { restore: '5kb' });
    const run = await temporal.start<RestoreResult>('restore', {
      ...{ cluster: cluster.name, days: ['2019-11-12'], onConflict: 'replace', confirm: [index] },
    });
    await eventually(async () => (await run.query<Progress>('progress')).transfer !== undefined);
    cluster.server = await cluster.server.restart();
    const failure = await failureOf(run.result());
    await registerLogRepository(cluster);
    expect(failure.message).toMatch(/^The restore cannot be completed: /);
    expect(failure.message).toContain(`put ${index} back`);
    expect(await contentChecksum(cluster.server, index)).toEqual(before);
    await expectTidy();
  });

  const whereCloned = version === '6.7.0' ? test.skip : test;
  whereCloned(
    'waits for a copy whose shards are away before it puts it back, and does not take it for gone',
    async () => {
      const { elasticsearch } = cluster;
      const change = (name: string, body: object) =>
        elasticsearch.send({ method: 'PUT', path: `/${name}/_settings`, body }, z.unknown());
      await change(index, { 'index.blocks.write': true });
      const { run, hold } = await startHeld(steps[4] as (typeof steps)[0]);
      const [kept = ''] = await keptIndices();
      await change(kept, { 'index.routing.allocation.require._name': 'nobody' });
      cluster.server = await cluster.server.restart();
      await run.cancel();
      hold.letGo();
      await eventually(async () => (await run.query<Progress>('progress')).stage === 'undoing');
      await eventually(async () =>
        (await run.describe()).raw.pendingActivities?.some(
          ({ activityType }) => activityType?.name === 'putBackReplaced',
        ),
      );
      expect(await keptIndices()).toEqual([kept]);
      await change(kept, { 'index.routing.allocation.require._name': null });
      expect(await failureOf(run.result())).toBeInstanceOf(CancelledFailure);
      expect(await contentChecksum(cluster.server, index)).toEqual(before);
      expect(await keptIndices()).toEqual([]);
      await change(index, { 'index.blocks.write': null });
    },
  );

  test('by a run whose snapshot is gone in that moment is undone', async () => {
    const { elasticsearch } = cluster;
    const { run, hold } = await startHeld(steps[4] as (typeof steps)[0]);
    await deleteSnapshot(elasticsearch, repository, 'nightly');
    hold.letGo();
    const failure = await failureOf(run.result());
    expect(failure.message).toContain(`put ${index} back`);
    expect(await contentChecksum(cluster.server, index)).toEqual(before);
    await expectTidy();
  });
});
