import type { Run } from '../../../src/client/logkeep-client';
import { connect } from '../../../src/elasticsearch/client';
import { putMarks } from '../../../src/elasticsearch/expiry-mark';
import { listIndexTraits } from '../../../src/elasticsearch/index-traits';
import { listIndices } from '../../../src/elasticsearch/indices';
import { getPrimaryShards } from '../../../src/elasticsearch/shards';
import { createSnapshot, deleteSnapshot, listSnapshots } from '../../../src/elasticsearch/snapshots';
import { Expiry } from '../../../src/planning/expiry';
import { TimeSpan } from '../../../src/planning/time-span';
import { readMark } from '../../../src/planning/restored-mark';
import type { RestoredMark } from '../../../src/planning/restored-mark';
import type { BackupResult } from '../../../src/workflows/backup/types';
import { expiryId } from '../../../src/workflows/expire-restored/types';
import type { ExpireRestoredResult } from '../../../src/workflows/expire-restored/types';
import type { Progress } from '../../../src/workflows/progress';
import type { RestoreResult } from '../../../src/workflows/restore/types';
import type { RestoredResult } from '../../../src/workflows/restored/types';
import { eventually } from '../../world/eventually';
import { deleteByName, registerLogRepository, repository, startLogCluster, writeLogs } from '../../world/log-cluster';
import type { LogCluster } from '../../world/log-cluster';
import { openSlowPath } from '../../world/slow-path';
import type { SlowPath } from '../../world/slow-path';
import { startTemporalWorld } from '../../world/temporal';
import type { TemporalWorld } from '../../world/temporal';
import { startWebhook } from '../../world/webhook';
import type { WebhookReceiver } from '../../world/webhook';

const index = 'ks-logstash-log-2019.11.12';
const other = 'ks-logstash-log-2019.11.11';
const past = Expiry.parse('2020-01-01T00:00:00Z');

let cluster: LogCluster;
let slow: SlowPath;
let webhook: WebhookReceiver;
let temporal: TemporalWorld;

beforeAll(async () => {
  cluster = await startLogCluster('6.7.0');
  slow = await openSlowPath(cluster.server.url);
  webhook = await startWebhook();
  const old = TimeSpan.parse('1d');
  const cleanup = { maxAge: old, approveWithin: old, maxDeletions: 100 };
  const far = { ...cluster, cleanup, elasticsearch: connect({ urls: [slow.url] }) };
  temporal = await startTemporalWorld(
    [far],
    [{ name: 'ops', address: webhook.address('/'), format: 'json', on: ['kept'], headers: {} }],
  );
  // Of a day that no cleanup touches, so that there is always something to back up.
  await writeLogs(cluster, today(), 5);
});
beforeEach(() => registerLogRepository(cluster));
afterEach(async () => {
  webhook.received.length = 0;
  for (const { name } of await listIndices(cluster.elasticsearch, 'ks-logstash-log-2019.*'))
    await deleteByName(cluster.elasticsearch, name);
  for (const { name } of await listSnapshots(cluster.elasticsearch, repository))
    await deleteSnapshot(cluster.elasticsearch, repository, name);
});
afterAll(async () => {
  await temporal.stop();
  await webhook.close();
  await slow.close();
  await cluster.stop();
});

function today(): string {
  return `ks-logstash-log-${new Date().toISOString().slice(0, 10).replaceAll('-', '.')}`;
}
const input = () => ({ cluster: cluster.name });
const names = async (expression = 'ks-logstash-log-2019.*') =>
  (await listIndices(cluster.elasticsearch, expression)).map(({ name }) => name);
const traitsOf = async (name = index) => {
  const [traits] = await listIndexTraits(cluster.elasticsearch, name);
  if (traits === undefined) throw new Error(`${name} is not there`);
  return traits;
};
const remark = async (change: Partial<RestoredMark>, name = index) => {
  const traits = await traitsOf(name);
  const mark = readMark(traits);
  if (mark === null) throw new Error(`${name} has no mark`);
  await putMarks(cluster.elasticsearch, [{ index: traits, mark: { ...mark, ...change } }]);
};
const stageOf = async (run: Run) => (await run.query<Progress>('progress')).stage;
const inSeconds = (seconds: number) => Expiry.at(new Date(Date.now() + seconds * 1000));

/** Backs a day up and brings it back. The cleanup of the backup has deleted it in between. */
async function bringBack(more: object = { expireAfter: 'never' }, lines = 20): Promise<RestoreResult> {
  await writeLogs(cluster, index, lines);
  await temporal.run<BackupResult>('backup', input());
  expect(await names()).toEqual([]);
  return temporal.run<RestoreResult>('restore', { ...input(), days: ['2019-11-12'], ...more });
}

async function startExpiry(name = index): Promise<Run<ExpireRestoredResult>> {
  const { uuid } = await traitsOf(name);
  return temporal.start<ExpireRestoredResult>('expireRestored', { ...input(), indices: [{ name, uuid }] });
}

test('a restore leaves the wait for its end to a run of its own, and nothing cleans the day up meanwhile', async () => {
  await writeLogs(cluster, index, 20);
  await temporal.run<BackupResult>('backup', input());
  const run = await temporal.start<RestoreResult>('restore', { ...input(), days: ['2019-11-12'] });
  const { expires = '', summary } = await run.result();
  expect(Date.parse(expires) - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
  expect(summary).toContain(`deleted again after ${expires}`);
  const { runId } = await run.describe();
  const expiry = temporal.client.workflow.getHandle(expiryId(cluster.name, runId));
  await eventually(async () => (await stageOf(expiry)) === 'waiting');

  const backup = await temporal.run<BackupResult>('backup', input());
  expect(backup.leftOut?.restored).toEqual({ indices: 1, first: [index] });
  expect(await names()).toEqual([index]);
  await expiry.cancel();
});

test('one that is given longer while it is waited for is waited for again', async () => {
  await bringBack();
  await remark({ expires: inSeconds(4) });
  const run = await startExpiry();
  await eventually(async () => (await stageOf(run)) === 'waiting');
  const { restored } = await temporal.run<RestoredResult>('restored', {
    ...{ ...input(), action: 'extend', days: ['2019-11-12'], for: '8s' },
  });
  const until = Date.parse(restored[0]?.expires ?? '');
  await expect(run.result()).resolves.toMatchObject({ deleted: { count: 1, first: [index] }, kept: [] });
  expect(Date.now()).toBeGreaterThanOrEqual(until);
  const { events } = await run.fetchHistory();
  expect(events?.filter(({ timerStartedEventAttributes: timer }) => timer != null)).toHaveLength(2);
  // Nothing was locked for a look that found it too early.
  const leases = events?.filter(({ startChildWorkflowExecutionInitiatedEventAttributes: child }) => child != null);
  expect(leases).toHaveLength(1);
  expect(await names()).toEqual([]);
});

test('one that is kept for good ends the wait and stays', async () => {
  await bringBack();
  await expect((await startExpiry()).result()).resolves.toMatchObject({
    deleted: { count: 0 },
    summary: `Not deleted: ${index} (kept for good)`,
  });
  expect(await names()).toEqual([index]);
});

test('one that was written to stays, is told once, and can be written to', async () => {
  await bringBack();
  await writeLogs(cluster, index, 2);
  await remark({ expires: past });
  const { kept, deleted } = await (await startExpiry()).result();
  const reason = 'it was written to after its restore (2 documents more)';
  expect([deleted.count, kept]).toEqual([0, [{ reason, count: 1, names: [index] }]]);
  expect(readMark(await traitsOf())?.expires.toString()).toBe('never');
  await eventually(() => Promise.resolve(webhook.received.length === 1));
  expect(webhook.received[0]?.body).toMatchObject({
    event: 'kept',
    details: { indices: 1, first: [index], reason },
  });
  const backup = await temporal.run<BackupResult>('backup', input());
  expect(backup.expired).toBeUndefined();
  const saved = (await listSnapshots(cluster.elasticsearch, repository)).find(({ name }) => name === backup.snapshot);
  expect(saved?.indices).toContain(index);
  await writeLogs(cluster, index, 1);
  expect(webhook.received).toHaveLength(1);
});

test('a line that arrives while the restore is being completed is not taken for a restored one', async () => {
  await writeLogs(cluster, index, 20);
  await temporal.run<BackupResult>('backup', input());
  const { arrived, letGo } = slow.holdNext('GET', new RegExp(`^/${index}/_count`));
  const run = await temporal.start<RestoreResult>('restore', { ...input(), days: ['2019-11-12'] });
  await arrived;
  await writeLogs(cluster, index, 1);
  letGo();
  await run.result();
  const { restored } = await temporal.run<RestoredResult>('restored', input());
  expect(restored).toEqual([expect.objectContaining({ name: index, documents: 21, written: 'yes' })]);
});

test('a line that arrives between the look and the deletion keeps the index', async () => {
  await bringBack();
  await remark({ expires: past });
  // The block that comes before the last look.
  const { arrived, letGo } = slow.holdNext('PUT', new RegExp(`^/${index}/_settings`));
  const run = await startExpiry();
  await arrived;
  await writeLogs(cluster, index, 1);
  letGo();
  await expect(run.result()).resolves.toMatchObject({ deleted: { count: 0 } });
  expect(await names()).toEqual([index]);
  expect((await traitsOf()).blocks.write).toBe(false);
});

test('one that somebody gives longer in the last moment stays, and can be written to', async () => {
  await bringBack();
  await remark({ expires: past });
  const { arrived, letGo } = slow.holdNext('PUT', new RegExp(`^/${index}/_settings`));
  const run = await startExpiry();
  await arrived;
  await remark({ expires: Expiry.never });
  letGo();
  await eventually(async () => (await stageOf(run)) === 'waiting to delete');
  await run.cancel();
  const { blocks, aliases } = await traitsOf();
  expect([blocks.write, aliases.map(({ name }) => name)]).toEqual([false, [Expiry.never.alias]]);
});

test('an index that has taken its place stays, and so does one whose mark somebody has taken away', async () => {
  await bringBack();
  const { uuid } = await traitsOf();
  await deleteByName(cluster.elasticsearch, index);
  await writeLogs(cluster, index, 3);
  await writeLogs(cluster, other, 3);
  const unmarked = await traitsOf(other);
  const run = await temporal.start<ExpireRestoredResult>('expireRestored', {
    ...input(),
    indices: [
      { name: index, uuid },
      { name: other, uuid: unmarked.uuid },
      { name: 'ks-logstash-log-2019.11.10', uuid },
    ],
  });
  const { kept, deleted } = await run.result();
  expect(deleted.count).toBe(0);
  expect(kept.map(({ reason, names: [name] }) => [name, reason]).sort()).toEqual([
    ['ks-logstash-log-2019.11.10', 'gone'],
    [other, 'somebody has taken its mark away'],
    [index, 'replaced'],
  ]);
  expect(await names()).toEqual([other, index]);
});

test('a snapshot that is under way is waited for, without a block on anything', async () => {
  await bringBack({ expireAfter: 'never' }, 20);
  await writeLogs(cluster, other, 1500, 1000);
  await remark({ expires: past });
  await registerLogRepository(cluster, { snapshot: '100kb' });
  await createSnapshot(cluster.elasticsearch, { repository, name: 'theirs', indices: [other], takenBy: 'w' });
  const run = await startExpiry();
  await eventually(async () => (await stageOf(run)) === 'waiting to delete');
  expect((await run.query<Progress>('progress')).message).toBe(
    `Their time is over, but they cannot be deleted yet: ${index}: a snapshot is under way`,
  );
  expect((await traitsOf()).blocks.write).toBe(false);
  await deleteSnapshot(cluster.elasticsearch, repository, 'theirs');
  await registerLogRepository(cluster);
  await expect(run.result()).resolves.toMatchObject({ deleted: { count: 1 } });
});

test('a restore that is terminated leaves a day that is marked, and goes with the backup after its time', async () => {
  await writeLogs(cluster, index, 1500, 1000);
  await temporal.run<BackupResult>('backup', input());
  await registerLogRepository(cluster, { restore: '500kb' });
  const run = await temporal.start<RestoreResult>('restore', { ...input(), days: ['2019-11-12'] });
  await eventually(async () => (await names()).length === 1 && readMark(await traitsOf()) !== null);
  await run.terminate('by a person');
  await eventually(async () =>
    (await getPrimaryShards(cluster.elasticsearch, [index])).every(({ state }) => state === 'STARTED'),
  );
  const { restored } = await temporal.run<RestoredResult>('restored', input());
  expect(restored).toEqual([expect.objectContaining({ name: index, written: 'no', verdict: 'stays' })]);
  const night = await temporal.run<BackupResult>('backup', input());
  expect([night.leftOut?.restored?.indices, night.expired]).toEqual([1, undefined]);
  // What could be told is written down, for a node that restarts forgets it.
  expect(readMark(await traitsOf())?.content).toMatchObject({ documents: 1500 });
  await remark({ expires: past });
  const next = await temporal.run<BackupResult>('backup', input());
  expect(next.expired?.deleted).toEqual([expect.objectContaining({ count: 1, names: [index] })]);
  expect(await names()).toEqual([]);
});

test('a backup ends nothing that is not marked, however old, and says what a dry run would', async () => {
  await bringBack();
  await remark({ expires: past });
  // No day of the pattern, and nothing that anybody has marked.
  await writeLogs(cluster, 'ks-logstash-log-2019.11.12-copy', 3);
  const dry = await temporal.run<BackupResult>('backup', { ...input(), dryRun: true });
  expect(dry.expired?.deleted).toEqual([expect.objectContaining({ count: 1, names: [index] })]);
  expect(dry.summary).toMatch(/; so would 1 restored index, after their time$/);
  expect(await names()).toHaveLength(2);
  const { summary } = await temporal.run<BackupResult>('backup', input());
  expect(summary).toContain('1 restored index deleted whose time was over');
  expect(await names()).toEqual(['ks-logstash-log-2019.11.12-copy']);
  await deleteByName(cluster.elasticsearch, 'ks-logstash-log-2019.11.12-copy');
});

test('a cluster that is away when the time comes is waited for', async () => {
  await bringBack();
  await remark({ expires: inSeconds(3) });
  const run = await startExpiry();
  await eventually(async () => (await stageOf(run)) === 'waiting');
  const { refused } = slow.refuseFrom('GET', /./, 6);
  await expect(run.result()).resolves.toMatchObject({ deleted: { count: 1 } });
  expect(refused()).toBe(6);
  expect(await names()).toEqual([]);
});

test('a drop of something that is not restored, or of nothing, is refused with every reason', async () => {
  await writeLogs(cluster, other, 3);
  await expect(
    temporal.run('restored', { ...input(), action: 'drop', days: ['2019-11-11'], indices: [other] }),
  ).rejects.toMatchObject({
    cause: {
      type: 'Refused',
      message: `Nothing was changed on ${cluster.name}: no restored index is of 2019-11-11; ${other} is no restored index`,
    },
  });
  await expect(temporal.run('restored', { ...input(), action: 'extend', confirm: ['x'] })).rejects.toMatchObject({
    cause: {
      type: 'InvalidInput',
      message: expect.stringMatching(/list the "days" or the "indices".*must give "for".*"confirm"/s) as string,
    },
  });
  expect(await names()).toEqual([other]);
});
