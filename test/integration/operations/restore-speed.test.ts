import { CancelledFailure } from '@temporalio/common';
import { z } from 'zod';
import { contentChecksum } from '../../../sandbox/seed/content-checksum';
import { listIndices } from '../../../src/elasticsearch/indices';
import { readRecoveryLimit } from '../../../src/elasticsearch/recovery-limit';
import { getPrimaryRecoveries } from '../../../src/elasticsearch/recovery';
import { getRepository, listRepositories } from '../../../src/elasticsearch/repositories';
import type { Run } from '../../../src/client/logkeep-client';
import type { Progress } from '../../../src/workflows/progress';
import type { RestoreResult } from '../../../src/workflows/restore/types';
import { eventually } from '../../world/eventually';
import { failureOf } from '../../world/failure';
import { deleteByName, registerLogRepository, repository, startLogCluster, writeLogs } from '../../world/log-cluster';
import type { LogCluster } from '../../world/log-cluster';
import { startTemporalWorld } from '../../world/temporal';
import type { TemporalWorld } from '../../world/temporal';

const index = 'ks-logstash-log-2019.11.12';

let old: LogCluster;
let recent: LogCluster;
let temporal: TemporalWorld;

beforeAll(async () => {
  [old, recent] = [await startLogCluster('6.7.0'), await startLogCluster('7.17.29')];
  temporal = await startTemporalWorld([old, recent]);
  for (const cluster of [old, recent]) {
    await registerLogRepository(cluster);
    await writeLogs(cluster, index, 1500, 1000);
    await temporal.run('backup', { cluster: cluster.name });
  }
});
afterAll(async () => {
  await temporal.stop();
  await Promise.all([old.stop(), recent.stop()]);
});

const setting = 'indices.recovery.max_bytes_per_sec';
const set = (scope: 'transient' | 'persistent', value: string | null) =>
  recent.elasticsearch.send(
    { method: 'PUT', path: '/_cluster/settings', body: { [scope]: { [setting]: value } } },
    z.unknown(),
  );
const limit = () => readRecoveryLimit(recent.elasticsearch);
const adjust = (run: Run, change: object) => run.executeUpdate<string, [object]>('adjust', { args: [change] });
const undone = async (run: Run) => (await run.query<Progress>('progress')).undone;

/** A restore that has begun, and at its speed would take minutes. */
async function slowRestore(cluster: LogCluster): Promise<Run<RestoreResult>> {
  await deleteByName(cluster.elasticsearch, index);
  const input = { cluster: cluster.name, days: ['2019-11-12'], speed: '20kB' };
  const run = await temporal.start<RestoreResult>('restore', input);
  await eventually(async () => {
    if ((await listIndices(cluster.elasticsearch, index)).length === 0) return false;
    return (await getPrimaryRecoveries(cluster.elasticsearch, [index])).some(({ bytesTotal }) => bytesTotal > 0);
  });
  return run;
}
async function isUnderWay({ elasticsearch }: LogCluster): Promise<void> {
  const recoveries = await getPrimaryRecoveries(elasticsearch, [index]);
  expect(recoveries.some(({ bytesDone, bytesTotal }) => bytesDone < bytesTotal)).toBe(true);
}

test('where restores keep to the limit of the cluster, it is set for the run, changed at once, and put back as it was', async () => {
  const before = await contentChecksum(recent.server, index);
  await set('persistent', '60mb');
  const run = await slowRestore(recent);
  await expect(limit()).resolves.toEqual({ transient: '20480b', persistent: '60mb' });
  await isUnderWay(recent);
  await expect(adjust(run, { speed: '200 MB/s' })).resolves.toBe('Changed: at most 200 MB a second on each node');
  await expect(run.result()).resolves.toMatchObject({ documents: 1500, warnings: [] });
  await expect(limit()).resolves.toEqual({ persistent: '60mb' });
  await set('persistent', null);
  expect(await contentChecksum(recent.server, index)).toEqual(before);
});

test('what a person sets meanwhile holds, and is left', async () => {
  await set('transient', '70mb');
  const run = await slowRestore(recent);
  await set('transient', '33mb');
  const refused = await failureOf(adjust(run, { speed: '1MB' }));
  expect(refused.message).toMatch(/somebody has set indices\.recovery\.max_bytes_per_sec to 33mb since this run began/);
  const { warnings } = await run.result();
  expect(warnings).toEqual([`left ${setting} at 33mb, which somebody has set meanwhile`]);
  await expect(limit()).resolves.toEqual({ transient: '33mb' });
  await set('transient', null);
});

test('a run that is cancelled puts it back too, and says so', async () => {
  await set('transient', '70mb');
  const run = await slowRestore(recent);
  await run.cancel();
  await expect(failureOf(run.result())).resolves.toBeInstanceOf(CancelledFailure);
  await expect(undone(run)).resolves.toEqual([`removed ${index}`, `put ${setting} back to 70mb`]);
  await expect(limit()).resolves.toEqual({ transient: '70mb' });
  expect(await listIndices(recent.elasticsearch, index)).toEqual([]);
  await set('transient', null);
  await temporal.run('restore', { cluster: recent.name, days: ['2019-11-12'] });
});

test('on 6.7 the repository is registered once more for it, which cannot be changed, and nothing is left of that', async () => {
  const before = await contentChecksum(old.server, index);
  const run = await slowRestore(old);
  const name = `logkeep-restore-${old.name}`;
  await expect(getRepository(old.elasticsearch, name)).resolves.toMatchObject({
    settings: { readonly: 'true', max_restore_bytes_per_sec: '20480b', location: old.server.repositoryPath },
  });
  await isUnderWay(old);
  const refused = await failureOf(adjust(run, { speed: '200MB' }));
  expect(refused.message).toMatch(/cannot be changed while it runs: Elasticsearch before 7\.9/);
  await run.cancel();
  await expect(failureOf(run.result())).resolves.toBeInstanceOf(CancelledFailure);
  await expect(undone(run)).resolves.toEqual([
    `removed ${index}`,
    `removed the slowed-down registration ${name} of the repository`,
  ]);
  expect(Object.keys(await listRepositories(old.elasticsearch))).toEqual([repository]);
  const input = { cluster: old.name, days: ['2019-11-12'], speed: '20MB' };
  await expect(temporal.run('restore', input)).resolves.toMatchObject({ documents: 1500, warnings: [] });
  expect(await contentChecksum(old.server, index)).toEqual(before);
  expect(Object.keys(await listRepositories(old.elasticsearch))).toEqual([repository]);
});
