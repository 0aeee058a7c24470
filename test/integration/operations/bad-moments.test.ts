import { CancelledFailure } from '@temporalio/common';
import { contentChecksum } from '../../../sandbox/seed/content-checksum';
import type { Cluster } from '../../../src/activities/cluster';
import { connect } from '../../../src/elasticsearch/client';
import { countDocuments, listIndices } from '../../../src/elasticsearch/indices';
import { startRestore } from '../../../src/elasticsearch/restores';
import { getPrimaryShards } from '../../../src/elasticsearch/shards';
import { createSnapshot, deleteSnapshot, getSnapshot, listSnapshots } from '../../../src/elasticsearch/snapshots';
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
const other = 'ks-logstash-log-2019.11.11';

/** The same cluster, reached over a path on which requests can be held up. */
let cluster: LogCluster;
let slow: SlowPath;
let temporal: TemporalWorld;

beforeAll(async () => {
  cluster = await startLogCluster('6.7.0');
  slow = await openSlowPath(cluster.server.url);
  const far: Cluster = { ...cluster, elasticsearch: connect({ urls: [slow.url] }) };
  temporal = await startTemporalWorld([far]);
  await writeLogs(cluster, lost, 1500, 1000);
  await writeLogs(cluster, other, 10);
});
beforeEach(async () => {
  await registerLogRepository(cluster);
});
afterEach(async () => {
  for (const { name } of await listSnapshots(cluster.elasticsearch, repository)) {
    await deleteSnapshot(cluster.elasticsearch, repository, name);
  }
});
afterAll(async () => {
  await temporal.stop();
  await slow.close();
  await cluster.stop();
});

const input = () => ({ cluster: cluster.name });
/** Kept, so that the next backup holds it again. */
const restore = () => ({ ...input(), days: ['2019-11-12'], expireAfter: 'never' });

const undone = async (run: { query: (name: string) => Promise<unknown> }) =>
  ((await run.query('progress')) as Progress).undone;
const names = async (expression = 'ks-*') =>
  (await listIndices(cluster.elasticsearch, expression)).map(({ name }) => name);

test('a backup that is cancelled before Elasticsearch has heard of it leaves no snapshot behind', async () => {
  const { arrived, letGo } = slow.holdNext('PUT', /^\/_snapshot\/[^/]+\/snapshot-/);
  const run = await temporal.start<BackupResult>('backup', input());
  await arrived;
  await run.cancel();
  await activityIsToldToCancel(run);
  letGo();
  await expect(failureOf(run.result())).resolves.toBeInstanceOf(CancelledFailure);
  const left = await listSnapshots(cluster.elasticsearch, repository);
  // Small enough to have ended before it could be aborted: then it is a backup, and said to be there.
  if (left.length === 0) expect(await undone(run)).toEqual([expect.stringMatching(/^aborted and removed snapshot-?/)]);
  else expect(await undone(run)).toEqual([`left snapshot ${left[0]?.name} as it is: SUCCESS`]);
});

test('a restore that is cancelled before Elasticsearch has heard of it leaves no index behind', async () => {
  await temporal.run('backup', input());
  const before = await contentChecksum(cluster.server, lost);
  await deleteByName(cluster.elasticsearch, lost);
  const { arrived, letGo } = slow.holdNext('POST', /_restore/);
  const run = await temporal.start<RestoreResult>('restore', restore());
  await arrived;
  await run.cancel();
  await activityIsToldToCancel(run);
  letGo();
  await expect(failureOf(run.result())).resolves.toBeInstanceOf(CancelledFailure);
  expect(await undone(run)).toEqual([`removed ${lost}`]);
  expect(await names()).toEqual([other]);
  await temporal.run('restore', restore());
  expect(await contentChecksum(cluster.server, lost)).toEqual(before);
});

test('a restore that somebody else has begun meanwhile is refused, and theirs is not touched', async () => {
  const { snapshot } = await temporal.run<BackupResult>('backup', input());
  await deleteByName(cluster.elasticsearch, lost);
  const { arrived, letGo } = slow.holdNext('POST', /_restore/);
  const run = await temporal.start<RestoreResult>('restore', restore());
  await arrived;
  await startRestore(cluster.elasticsearch, { repository, snapshot, indices: [lost] });
  const [theirs] = await listIndices(cluster.elasticsearch, lost);
  letGo();
  await expect(failureOf(run.result())).resolves.toMatchObject({ type: 'Refused' });
  expect((await listIndices(cluster.elasticsearch, lost))[0]?.uuid).toBe(theirs?.uuid);
  await eventually(async () =>
    (await getPrimaryShards(cluster.elasticsearch, [lost])).every(({ state }) => state === 'STARTED'),
  );
});

test('a snapshot name that somebody else has taken meanwhile is refused, and theirs is not aborted', async () => {
  const { arrived, letGo } = slow.holdNext('PUT', /^\/_snapshot\/[^/]+\/snapshot-/);
  const run = await temporal.start<BackupResult>('backup', input());
  await arrived;
  const { message } = await run.query<Progress>('progress');
  const name = /snapshot-\d{14}/.exec(message)?.[0] ?? '';
  await createSnapshot(cluster.elasticsearch, { repository, name, indices: [lost], takenBy: 'somebody' });
  await eventually(async () => (await getSnapshot(cluster.elasticsearch, repository, name))?.state === 'SUCCESS');
  letGo();
  await expect(failureOf(run.result())).resolves.toMatchObject({ type: 'Refused' });
  await expect(getSnapshot(cluster.elasticsearch, repository, name)).resolves.toMatchObject({
    state: 'SUCCESS',
    indices: [lost],
  });
});

test('an index that is deleted and written anew during its restore is not taken for the restored one', async () => {
  await temporal.run('backup', input());
  await deleteByName(cluster.elasticsearch, lost);
  const { arrived, letGo } = slow.holdNext('GET', /_cat\/shards\/ks/);
  const run = await temporal.start<RestoreResult>('restore', restore());
  await arrived;
  await deleteByName(cluster.elasticsearch, lost);
  await writeLogs(cluster, lost, 3);
  letGo();
  const failure = await failureOf(run.result());
  expect(failure.message).toMatch(/was deleted or replaced while it was being restored|was started empty/);
  expect(failure.message).toMatch(
    /left ks-logstash-log-2019\.11\.12, which took the place of what this run had restored/,
  );
  await deleteByName(cluster.elasticsearch, lost);
  await temporal.run('restore', restore());
});

test('late lines that recreated a deleted day do not hide its full backup', async () => {
  const full = await temporal.run<BackupResult>('backup', input());
  await deleteByName(cluster.elasticsearch, lost);
  await writeLogs(cluster, lost, 1);
  const late = await temporal.run<BackupResult>('backup', input());
  await deleteByName(cluster.elasticsearch, lost);
  const failure = await failureOf(temporal.run('restore', restore()));
  expect(failure).toMatchObject({ type: 'Refused' });
  expect(failure.message).toContain(`less than half as big in ${late.snapshot} as in ${full.snapshot}`);
  const result = await temporal.run<RestoreResult>('restore', { ...restore(), snapshot: full.snapshot });
  expect(result).toMatchObject({ documents: 1500 });
});

test('a restored day that was written to before the run is cancelled stays, and can be written to', async () => {
  await temporal.run('backup', input());
  await deleteByName(cluster.elasticsearch, lost, other);
  await registerLogRepository(cluster, { restore: '150kb' });
  const run = await temporal.start<RestoreResult>('restore', { ...restore(), days: ['2019-11-11', '2019-11-12'] });
  await eventually(async () => {
    const shards = await getPrimaryShards(cluster.elasticsearch, [other]);
    return shards.length > 0 && shards.every(({ state }) => state === 'STARTED');
  });
  await writeLogs(cluster, other, 3);
  await run.cancel();
  expect(await failureOf(run.result())).toBeInstanceOf(CancelledFailure);
  expect(await undone(run)).toEqual([`removed ${lost}`, `left ${other}, written to since restored`]);
  await writeLogs(cluster, other, 1);
  expect(await countDocuments(cluster.elasticsearch, [other])).toBe(14);
  await registerLogRepository(cluster);
  await temporal.run('restore', restore());
});

test('a cluster that restarts in the middle of a restore has forgotten it, and the run begins it again', async () => {
  await temporal.run('backup', input());
  const before = await contentChecksum(cluster.server, lost);
  await deleteByName(cluster.elasticsearch, lost);
  await registerLogRepository(cluster, { restore: '100kb' });
  const run = await temporal.start<RestoreResult>('restore', restore());
  const [half] = await eventually(async () => {
    const found = await listIndices(cluster.elasticsearch, lost);
    return found.length === 1 && found;
  });
  cluster.server = await cluster.server.restart();
  // Two beginnings, the second one as slow as the first.
  await eventually(async () => {
    const [now] = await listIndices(cluster.elasticsearch, lost).catch(() => []);
    return now !== undefined && now.uuid !== half?.uuid;
  });
  await expect(run.result()).resolves.toMatchObject({ documents: 1500 });
  expect(await contentChecksum(cluster.server, lost)).toEqual(before);
  expect(await names()).toEqual([other, lost]);
});
