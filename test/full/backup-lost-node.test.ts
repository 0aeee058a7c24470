import { z } from 'zod';
import { startElasticsearchCluster } from '../../sandbox/servers/start-cluster';
import type { ElasticsearchServer } from '../../sandbox/servers/start-elasticsearch';
import { getDetailedHealth } from '../../src/elasticsearch/health';
import { registerRepository } from '../../src/elasticsearch/repositories';
import { listSnapshots } from '../../src/elasticsearch/snapshots';
import type { BackupResult } from '../../src/workflows/backup/types';
import { expectCleanNight, expectNothingLost, rules, setBackupScene } from '../world/backup-scene';
import type { BackupScene } from '../world/backup-scene';
import { eventually } from '../world/eventually';
import { failureOf } from '../world/failure';
import { logClusterOn, repository, writeLogs } from '../world/log-cluster';
import type { LogCluster } from '../world/log-cluster';
import { startTemporalWorld } from '../world/temporal';
import type { TemporalWorld } from '../world/temporal';

/** Two nodes, with an index whose only copy is on the one that will be lost. */
let servers: ElasticsearchServer[];
let cluster: LogCluster;
let temporal: TemporalWorld;
let scene: BackupScene;
const lonely = 'ks-logstash-log-2019.11.01';
const partial = () => ({ cluster: `${cluster.name}-partial` });

beforeAll(async () => {
  servers = await startElasticsearchCluster({
    ...{ version: '6.7.0', world: `test-${process.pid}`, name: 'losing', nodes: 2, heapMb: 300 },
    settings: { 'discovery.zen.minimum_master_nodes': 1 },
  });
  const [first] = servers as [ElasticsearchServer];
  const { cleanup, timeZone } = rules;
  cluster = { ...logClusterOn(first), timeZone, ...(cleanup && { cleanup: { ...cleanup, maxDeletions: 5 } }) };
  temporal = await startTemporalWorld([cluster, { ...cluster, name: partial().cluster, allowPartial: true }]);
  await throttle(undefined);
  // All others stay where they are not lost.
  const settings = { 'index.routing.allocation.require._name': 'losing-1', number_of_replicas: 0 };
  const body = { index_patterns: ['ks-logstash-log-*'], settings };
  await cluster.elasticsearch.send({ method: 'PUT', path: '/_template/apart', body }, z.unknown());
});
afterAll(async () => {
  await temporal.stop();
  await cluster.elasticsearch.close();
  await Promise.all(servers.map((server) => server.stop()));
});
beforeEach(async () => {
  scene = await setBackupScene(cluster);
  const settings = { 'index.routing.allocation.require._name': 'losing-2', number_of_replicas: 0, number_of_shards: 1 };
  await cluster.elasticsearch.send({ method: 'PUT', path: `/${lonely}`, body: { settings } }, z.unknown());
  await writeLogs(cluster, lonely, 1500, 1000);
  // So that only the lonely one is lost.
  await eventually(async () => (await getDetailedHealth(cluster.elasticsearch)).status === 'green');
});

const throttle = (rate: string | undefined) =>
  registerRepository(cluster.elasticsearch, repository, {
    type: 'fs',
    settings: {
      location: cluster.server.repositoryPath,
      ...(rate === undefined ? {} : { max_snapshot_bytes_per_sec: rate }),
    },
  });

async function loseNodeDuring(input: object) {
  await throttle('200kb');
  const run = await temporal.start<BackupResult>('backup', input);
  await eventually(async () =>
    (await listSnapshots(cluster.elasticsearch, repository)).some(({ state }) => state === 'IN_PROGRESS'),
  );
  await servers[1]?.kill();
  return run;
}

async function bringNodeBack() {
  servers[1] = (await servers[1]?.restart()) as ElasticsearchServer;
  await eventually(async () => (await getDetailedHealth(cluster.elasticsearch)).status === 'green');
  await throttle(undefined);
}

test('a node that is lost while it copies its shards fails the backup, and nothing is deleted', async () => {
  const run = await loseNodeDuring({ cluster: cluster.name });
  const failure = await failureOf(run.result());
  await bringNodeBack();
  expect(failure).toMatchObject({ type: 'SnapshotFailed' });
  expect(failure.message).toContain(lonely);
  await expectNothingLost(cluster, scene);
  await expectCleanNight(cluster, temporal, scene);
});

test('where partial snapshots count, only what is whole in them is deleted', async () => {
  const run = await loseNodeDuring(partial());
  const { cleanup, warnings } = await run.result();
  await bringNodeBack();
  expect(warnings.join()).toMatch(/its state is PARTIAL/);
  expect(cleanup.deleted.flatMap(({ names }) => names)).toEqual([scene.old]);
  expect(cleanup.kept.flatMap(({ names }) => names)).toContain(lonely);
  await expectNothingLost(cluster, { ...scene, old: lonely, lines: 1500 });
});
