import { readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CancelledFailure } from '@temporalio/common';
import { z } from 'zod';
import { startTemporal } from '../../../sandbox/servers/start-temporal';
import type { TemporalServer } from '../../../sandbox/servers/start-temporal';
import { contentChecksum } from '../../../sandbox/seed/content-checksum';
import type { Cluster } from '../../../src/activities/cluster';
import type { Run } from '../../../src/client/logkeep-client';
import { connect } from '../../../src/elasticsearch/client';
import { readCopies } from '../../../src/elasticsearch/index-copies';
import { listIndices } from '../../../src/elasticsearch/indices';
import { putLedgerEntry } from '../../../src/elasticsearch/ledger-index';
import { deleteSnapshot } from '../../../src/elasticsearch/snapshots';
import { ledgerIndexOf } from '../../../src/planning/ledger';
import type { BackupResult } from '../../../src/workflows/backup/types';
import type { Progress } from '../../../src/workflows/progress';
import type { RestoreResult } from '../../../src/workflows/restore/types';
import { eventually } from '../../world/eventually';
import { failureOf } from '../../world/failure';
import { deleteByName, registerLogRepository, repository, startLogCluster, writeLogs } from '../../world/log-cluster';
import type { LogCluster } from '../../world/log-cluster';
import { openSlowPath } from '../../world/slow-path';
import type { SlowPath } from '../../world/slow-path';
import { startTemporalWorld } from '../../world/temporal';
import type { TemporalWorld } from '../../world/temporal';
import { activityIsToldToCancel } from '../../world/told-to-cancel';

const lost = 'ks-logstash-log-2019.11.12';
/** Somebody else's, beside the days and with a name like theirs. */
const foreign = ['ks-logstash-log-2019.11.12-mine', 'orders'];

let cluster: LogCluster;
let slow: SlowPath;
let server: TemporalServer;
let temporal: TemporalWorld;
let backup: BackupResult;
let before: unknown;
let untouched: unknown;

beforeAll(async () => {
  // A Temporal of its own, because it is restarted.
  server = await startTemporal({ world: `test-${process.pid}`, name: 'restarting' });
  cluster = await startLogCluster('6.7.0');
  slow = await openSlowPath(cluster.server.url);
  const far: Cluster = { ...cluster, elasticsearch: connect({ urls: [slow.url] }) };
  temporal = await startTemporalWorld([far], [], server.address);
  await registerLogRepository(cluster);
  await writeLogs(cluster, lost, 1500, 1000);
  for (const index of foreign) await writeLogs(cluster, index, 20);
  backup = await temporal.run<BackupResult>('backup', { cluster: cluster.name });
  before = await contentChecksum(cluster.server, lost);
  untouched = await foreignOnes();
});
afterAll(async () => {
  await temporal.stop();
  await slow.close();
  await cluster.stop();
  await server.stop();
});
beforeEach(async () => {
  if ((await listIndices(cluster.elasticsearch, lost)).length > 0) await deleteByName(cluster.elasticsearch, lost);
});
/** Whatever happened: nobody else's index was touched, and the day can be brought back. */
afterEach(async () => {
  expect(await foreignOnes()).toEqual(untouched);
  if ((await listIndices(cluster.elasticsearch, lost)).length === 0)
    await temporal.run('restore', { cluster: cluster.name, days: ['2019-11-12'] });
  expect(await contentChecksum(cluster.server, lost)).toEqual(before);
});

async function foreignOnes() {
  const rows = await Promise.all(foreign.map((index) => listIndices(cluster.elasticsearch, index)));
  const settings = await readCopies(cluster.elasticsearch, foreign);
  // Without their sizes, which merges change.
  const identities = rows.flat().map(({ name, uuid, open, documents }) => ({ name, uuid, open, documents }));
  return { identities, settings, content: await contentChecksum(cluster.server, foreign.join(',')) };
}

const slowly = () => ({ cluster: cluster.name, days: ['2019-11-12'], speed: '100kB' });
const progressOf = (run: Run) => run.query<Progress>('progress');

async function begun(): Promise<Run<RestoreResult>> {
  const run = await temporal.start<RestoreResult>('restore', slowly());
  await eventually(async () => (await listIndices(cluster.elasticsearch, lost)).length === 1);
  return run;
}

test('a Temporal that is restarted in the middle finds the run going on, with one restore', async () => {
  const run = await begun();
  const [{ uuid } = { uuid: '' }] = await listIndices(cluster.elasticsearch, lost);
  server = await server.restart();
  await expect(eventually(() => run.result().catch(() => null))).resolves.toMatchObject({
    documents: 1500,
    compared: { equal: 1, more: 0, less: 0, unknown: 0 },
    warnings: [],
  });
  expect((await listIndices(cluster.elasticsearch, lost))[0]?.uuid).toBe(uuid);
});

test('its snapshot cannot be deleted through the server meanwhile', async () => {
  const run = await begun();
  await expect(deleteSnapshot(cluster.elasticsearch, repository, backup.snapshot)).rejects.toMatchObject({
    name: 'SnapshotRunning',
  });
  await expect(run.result()).resolves.toMatchObject({ documents: 1500 });
});

test('a repository that is gone half way ends the run with the cause, and nothing of it is left', async () => {
  const run = await begun();
  await eventually(async () => ((await progressOf(run)).stage === 'restoring' ? true : null));
  const { repositoryPath } = cluster.server;
  renameSync(repositoryPath, `${repositoryPath}.away`);
  const failure = await failureOf(run.result());
  renameSync(`${repositoryPath}.away`, repositoryPath);
  expect(failure.message).toMatch(
    /shard \d of ks-logstash-log-2019\.11\.12 could not be restored: (.*is gone from the repository|a data node cannot read the repository)/,
  );
  expect(failure.message).toMatch(/cleaning up: removed ks-logstash-log-2019\.11\.12/);
  expect(await listIndices(cluster.elasticsearch, lost)).toEqual([]);
});

test('a file of the snapshot that is gone ends the run at once, and says so', async () => {
  const files = dataFiles(cluster.server.repositoryPath);
  for (const file of files) renameSync(file, `${file}.away`);
  const failure = await failureOf(temporal.run('restore', { cluster: cluster.name, days: ['2019-11-12'] }));
  for (const file of files) renameSync(`${file}.away`, file);
  expect(failure.message).toMatch(/could not be restored: a file of the snapshot is gone from the repository/);
  expect(await listIndices(cluster.elasticsearch, lost)).toEqual([]);
});

function dataFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => /\/__[^/]+$/.test(file) && statSync(file).isFile());
}

/** The stages of a run by the request in which it can be held, and what there is to remove then. */
const stages: [stage: string, method: string, path: RegExp, removed: string[]][] = [
  ['planning', 'GET', /^\/_snapshot\/ks-log-snapshots\/_all|^\/_snapshot\/ks-log-snapshots\/snapshot-/, []],
  ['restoring', 'GET', /_recovery/, [`removed ${lost}`]],
  ['adding copies', 'PUT', /_settings/, [`removed ${lost}`]],
  ['counting', 'GET', /_stats/, [`removed ${lost}`]],
];

test.each(stages)(
  'cancelled while %s, a run removes what it has made and nothing else',
  async (_, method, path, removed) => {
    const { arrived, letGo } = slow.holdNext(method, path);
    const run = await temporal.start<RestoreResult>('restore', { cluster: cluster.name, days: ['2019-11-12'] });
    await arrived;
    await run.cancel();
    await activityIsToldToCancel(run);
    letGo();
    await expect(failureOf(run.result())).resolves.toBeInstanceOf(CancelledFailure);
    expect((await progressOf(run)).undone ?? []).toEqual(removed);
    expect(await listIndices(cluster.elasticsearch, lost)).toEqual([]);
  },
);

test('documents that the ledger knows and the copy has not are said loudly, and what is there stays', async () => {
  const ledger = ledgerIndexOf(cluster.name);
  const path = `/${ledger}/_doc/${backup.snapshot}`;
  const entry = z.object({ _source: z.object({ indices: z.array(z.looseObject({ name: z.string() })) }).loose() });
  const { _source: written } = await cluster.elasticsearch.send({ method: 'GET', path }, entry);
  const lines = written.indices.map((line) => (line.name === lost ? { ...line, documents: 1501 } : line));
  await putLedgerEntry(cluster.elasticsearch, ledger, { ...written, indices: lines } as never);
  const result = await temporal.run<RestoreResult>('restore', { cluster: cluster.name, days: ['2019-11-12'] });
  await putLedgerEntry(cluster.elasticsearch, ledger, written as never);
  expect(result).toMatchObject({ documents: 1500, compared: { equal: 0, more: 0, less: 1, unknown: 0 } });
  expect(result.warnings.join()).toMatch(
    /DOCUMENTS ARE MISSING from 1 index: ks-logstash-log-2019\.11\.12 holds 1,500 where 1,501 were backed up/,
  );
  expect(result.summary).toContain('DOCUMENTS ARE MISSING');
});
