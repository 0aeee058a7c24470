import { z } from 'zod';
import { startElasticsearchCluster } from '../../sandbox/servers/start-cluster';
import type { ElasticsearchServer } from '../../sandbox/servers/start-elasticsearch';
import { contentChecksum } from '../../sandbox/seed/content-checksum';
import { getDetailedHealth } from '../../src/elasticsearch/health';
import { readCopies } from '../../src/elasticsearch/index-copies';
import { listIndices } from '../../src/elasticsearch/indices';
import type { RestoreResult } from '../../src/workflows/restore/types';
import { eventually } from '../world/eventually';
import { deleteByName, logClusterOn, registerLogRepository, writeLogs } from '../world/log-cluster';
import type { LogCluster } from '../world/log-cluster';
import { startTemporalWorld } from '../world/temporal';
import type { TemporalWorld } from '../world/temporal';

const lost = 'ks-logstash-log-2019.11.12';
const automatic = 'ks-logstash-log-2019.11.11';
const foreign = 'orders';
const days = ['2019-11-11', '2019-11-12'];

/** Two nodes, so that copies have a place and one can be lost. */
let servers: ElasticsearchServer[];
let cluster: LogCluster;
let temporal: TemporalWorld;
let before: unknown;
let untouched: unknown;

beforeAll(async () => {
  servers = await startElasticsearchCluster({
    ...{ version: '6.7.0', world: `test-${process.pid}`, name: 'copying', nodes: 2, heapMb: 300 },
    settings: { 'discovery.zen.minimum_master_nodes': 1 },
  });
  cluster = logClusterOn(servers[0] as ElasticsearchServer);
  temporal = await startTemporalWorld([cluster]);
  await registerLogRepository(cluster);
  await make(lost, { number_of_replicas: 1, number_of_shards: 4 });
  await make(automatic, { auto_expand_replicas: '0-1', number_of_shards: 1 });
  await make(foreign, { number_of_replicas: 1, number_of_shards: 1 });
  await writeLogs(cluster, lost, 1500, 1000);
  await writeLogs(cluster, automatic, 10);
  await writeLogs(cluster, foreign, 10);
  await isGreen();
  await temporal.run('backup', { cluster: cluster.name });
  before = await contentChecksum(cluster.server, `${lost},${automatic}`);
  untouched = await foreignOne();
});
afterAll(async () => {
  await temporal.stop();
  await cluster.elasticsearch.close();
  await Promise.all(servers.map((server) => server.stop()));
});
beforeEach(() => deleteByName(cluster.elasticsearch, lost, automatic));
afterEach(async () => {
  await isGreen();
  expect(await contentChecksum(cluster.server, `${lost},${automatic}`)).toEqual(before);
  expect(await foreignOne()).toEqual(untouched);
});

const make = (name: string, settings: object) =>
  cluster.elasticsearch.send({ method: 'PUT', path: `/${name}`, body: { settings } }, z.unknown());
const isGreen = () => eventually(async () => (await getDetailedHealth(cluster.elasticsearch)).status === 'green');
async function foreignOne() {
  const [{ uuid } = { uuid: '' }] = await listIndices(cluster.elasticsearch, foreign);
  return { uuid, content: await contentChecksum(cluster.server, foreign) };
}
const copies = async () =>
  Object.fromEntries(
    (await readCopies(cluster.elasticsearch, [lost, automatic])).map(({ name, replicas, isAutomatic }) => [
      name,
      { replicas, isAutomatic },
    ]),
  );
async function settingsOf(index: string): Promise<Record<string, string>> {
  const query = { flat_settings: true };
  const answer = z.record(z.string(), z.object({ settings: z.record(z.string(), z.unknown()) }));
  const request = { method: 'GET', path: `/${index}/_settings`, query } as const;
  return ((await cluster.elasticsearch.send(request, answer))[index]?.settings ?? {}) as Record<string, string>;
}

test('days come back without copies, get those that they had, and nothing of the run stays in their settings', async () => {
  const input = { cluster: cluster.name, days, speed: '200kB', priority: 7 };
  const run = await temporal.start<RestoreResult>('restore', input);
  await eventually(async () => {
    const now = await readCopies(cluster.elasticsearch, [lost]);
    return now[0]?.replicas === 0;
  });
  const { searchableSeconds, seconds, warnings } = await run.result();
  expect(warnings).toEqual([]);
  expect(searchableSeconds).toBeLessThanOrEqual(seconds);
  expect(await copies()).toEqual({
    [lost]: { replicas: 1, isAutomatic: false },
    [automatic]: { replicas: 1, isAutomatic: true },
  });
  const settings = await settingsOf(lost);
  expect(settings['index.priority']).toBe('7');
  expect(Object.keys(settings).filter((key) => key.startsWith('index.routing'))).toEqual([]);
});

test('a number of copies that is asked for holds for all', async () => {
  await temporal.run('restore', { cluster: cluster.name, days, replicas: 0 });
  expect(await copies()).toEqual({
    [lost]: { replicas: 0, isAutomatic: false },
    [automatic]: { replicas: 0, isAutomatic: false },
  });
});

test('a data node that is killed in the middle does not end the restore: it goes on elsewhere or when the node is back', async () => {
  const input = { cluster: cluster.name, days, speed: '100kB' };
  const run = await temporal.start<RestoreResult>('restore', input);
  await eventually(async () => (await listIndices(cluster.elasticsearch, lost)).length === 1);
  const [{ uuid } = { uuid: '' }] = await listIndices(cluster.elasticsearch, lost);
  await servers[1]?.kill();
  // Where it was the master, another one has to be elected before anybody can tell.
  await eventually(async () => (await getDetailedHealth(cluster.elasticsearch).catch(() => null))?.dataNodes === 1);
  servers[1] = (await servers[1]?.restart()) as ElasticsearchServer;
  await expect(run.result()).resolves.toMatchObject({
    documents: 1510,
    compared: { equal: 2, more: 0, less: 0, unknown: 0 },
  });
  expect((await listIndices(cluster.elasticsearch, lost))[0]?.uuid).toBe(uuid);
});
