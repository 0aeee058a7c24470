import { z } from 'zod';
import { listIndices } from '../../../src/elasticsearch/indices';
import { listSnapshots } from '../../../src/elasticsearch/snapshots';
import { TimeSpan } from '../../../src/planning/time-span';
import type { BackupResult } from '../../../src/workflows/backup/types';
import { nightly } from '../../world/nightly';
import type { Nightly } from '../../world/nightly';
import { registerLogRepository, repository, startLogCluster, writeLogs } from '../../world/log-cluster';
import type { LogCluster } from '../../world/log-cluster';
import { startTemporalWorld } from '../../world/temporal';
import type { TemporalWorld } from '../../world/temporal';

let cluster: LogCluster;
let temporal: TemporalWorld;
let schedule: Nightly;

beforeAll(async () => {
  cluster = {
    ...(await startLogCluster('6.7.0')),
    timeZone: 'UTC',
    cleanup: { maxAge: TimeSpan.parse('7d'), approveWithin: TimeSpan.parse('1h') },
    retention: { maxAge: TimeSpan.parse('14d'), minCount: 3, unsuccessful: TimeSpan.parse('7d'), ageFrom: 'name' },
  };
  temporal = await startTemporalWorld([cluster]);
  await registerLogRepository(cluster);
  schedule = await nightly(temporal, 'backup', { cluster: cluster.name });
});
afterAll(async () => {
  await schedule.remove();
  await temporal.stop();
  await cluster.stop();
});

test('nights', async () => {
  const start = Date.UTC(2026, 0, 1);
  for (let n = 0; n < 12; n += 1) {
    const day = new Date(start + n * 86_400_000).toISOString().slice(0, 10);
    await writeLogs(cluster, `ks-logstash-log-${day.replaceAll('-', '.')}`, 10 + n);
    const run = await schedule.night(day);
    const result = (await run.result()) as BackupResult;
    const { events } = await run.fetchHistory();
    console.log(result.summary, JSON.stringify(result.retention), JSON.stringify(result.cleanup), events?.length);
  }
  console.log((await listIndices(cluster.elasticsearch, '*')).map((i) => i.name));
  console.log((await listSnapshots(cluster.elasticsearch, repository)).map((i) => [i.name, i.indices.length]));
  console.log(
    JSON.stringify(
      await cluster.elasticsearch.send({ method: 'GET', path: '/logkeep-ledger-*/_search' }, z.unknown()),
    ).slice(0, 3000),
  );
});
