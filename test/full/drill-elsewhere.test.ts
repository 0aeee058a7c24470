import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CancelledFailure } from '@temporalio/common';
import type { ServerVersion } from '../../sandbox/servers/versions';
import { startElasticsearch } from '../../sandbox/servers/start-elasticsearch';
import { listIndices } from '../../src/elasticsearch/indices';
import { listRepositories, registerRepository } from '../../src/elasticsearch/repositories';
import type { DrillResult } from '../../src/workflows/drill/types';
import type { ProvenDaysResult } from '../../src/workflows/proven-days/types';
import { eventually } from '../world/eventually';
import { failureOf } from '../world/failure';
import { fsRepository, logClusterOn, repository, writeLogs } from '../world/log-cluster';
import type { LogCluster } from '../world/log-cluster';
import { startTemporalWorld } from '../world/temporal';
import type { TemporalWorld } from '../world/temporal';

const day = '2019-11-12';
const index = 'ks-logstash-log-2019.11.12';

let volume: string;
let busy: LogCluster;
let spare: LogCluster;
let temporal: TemporalWorld;

beforeAll(async () => {
  volume = mkdtempSync(join(tmpdir(), 'logkeep-shared-volume-'));
  chmodSync(volume, 0o777);
  busy = await start('6.7.0');
  spare = await start('7.17.29');
  temporal = await startTemporalWorld([busy, spare]);
  await registerRepository(busy.elasticsearch, repository, { type: 'fs', settings: { location: volume } });
  await writeLogs(busy, index, 1000, 1000);
  await temporal.run('backup', { cluster: busy.name });
});
afterAll(async () => {
  await temporal.stop();
  await Promise.all([busy.stop(), spare.stop()]);
  rmSync(volume, { recursive: true });
});

async function start(version: ServerVersion): Promise<LogCluster> {
  const settings = { 'path.repo': [volume] };
  const server = await startElasticsearch({ version, world: `test-${process.pid}`, heapMb: 400, settings });
  return Object.assign(logClusterOn(server), { repositorySettings: fsRepository(repository, volume) });
}

const copies = async (cluster: LogCluster) => listIndices(cluster.elasticsearch, 'logkeep-drill-*');
const input = () => ({ cluster: busy.name, days: [day], into: { cluster: spare.name } });

test('a drill into a cluster of the next version proves a day, and leaves neither index nor repository there', async () => {
  const result = await temporal.run<DrillResult>('drill', input());
  expect(result).toMatchObject({
    into: spare.name,
    proven: 1,
    days: [{ day, outcome: 'proven', documents: 1000, sampled: 5, reasons: [] }],
  });
  expect(result.summary).toContain(`of ${busy.name} proven restorable into ${spare.name}: `);
  expect(await listRepositories(spare.elasticsearch)).toEqual({});
  expect([...(await copies(busy)), ...(await copies(spare))]).toEqual([]);
  expect(await listIndices(spare.elasticsearch, 'logkeep-ledger-*')).toEqual([]);
  const { days } = await temporal.run<ProvenDaysResult>('provenDays', { cluster: busy.name });
  expect(days[0]?.proof?.proven).toMatchObject({ documents: 1000 });
});

test('one that is cancelled takes its copy and its repository with it', async () => {
  const settings = { location: volume, readonly: 'true', max_restore_bytes_per_sec: '50kb' };
  // Slow, because it is there already: a registration of somebody else's stays.
  await registerRepository(spare.elasticsearch, 'by-hand', { type: 'fs', settings });
  const run = await temporal.start('drill', input());
  await eventually(async () => (await copies(spare)).length === 1);
  await run.cancel();
  await expect(failureOf(run.result())).resolves.toBeInstanceOf(CancelledFailure);
  expect(await copies(spare)).toEqual([]);
  expect(Object.keys(await listRepositories(spare.elasticsearch))).toEqual(['by-hand']);
});

test('one into an older version is refused with the reason', async () => {
  await registerRepository(spare.elasticsearch, repository, { type: 'fs', settings: { location: `${volume}/spare` } });
  await writeLogs(spare, index, 10);
  await temporal.run('backup', { cluster: spare.name });
  const failure = await failureOf(
    temporal.run('drill', { cluster: spare.name, days: [day], into: { cluster: busy.name } }),
  );
  expect(failure.type).toBe('Refused');
  expect(failure.message).toMatch(/no version reads what a newer one has written/);
});
