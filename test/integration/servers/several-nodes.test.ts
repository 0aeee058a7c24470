import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { startElasticsearchCluster } from '../../../sandbox/servers/start-cluster';
import type { ElasticsearchServer } from '../../../sandbox/servers/start-elasticsearch';
import { connect } from '../../../src/elasticsearch/client';
import { clearExcludedNames, readMinimumMasterNodes } from '../../../src/elasticsearch/cluster-settings';
import type { Elasticsearch } from '../../../src/elasticsearch/elasticsearch';
import { getDetailedHealth } from '../../../src/elasticsearch/health';
import { listNodes } from '../../../src/elasticsearch/nodes';
import { onlyCopies } from '../../../src/elasticsearch/only-copies';
import { eventually } from '../../world/eventually';

const parent = mkdtempSync(join(tmpdir(), 'logkeep-path-repo-'));
const folders = ['one', 'two'].map((name) => join(parent, name));

let servers: ElasticsearchServer[];
let elasticsearch: Elasticsearch;

beforeAll(async () => {
  // Elasticsearch, a user of its own, starts only when every folder of path.repo exists or can be made.
  chmodSync(parent, 0o755);
  for (const folder of folders) mkdirSync(folder);
  servers = await startElasticsearchCluster({
    ...{ version: '6.7.0', world: `test-${process.pid}`, name: 'several', nodes: 2, heapMb: 300 },
    // A comma is how path.repo holds several folders without a list.
    settings: { 'path.repo': folders.join(',') },
  });
  elasticsearch = connect({ urls: servers.map(({ url }) => url) });
});
afterAll(async () => {
  await elasticsearch.close();
  await Promise.all(servers.map((server) => server.stop()));
  rmSync(parent, { recursive: true });
});

const send = (method: 'PUT' | 'POST', path: string, body: object) =>
  elasticsearch.send({ method, path, body }, z.unknown());
const exclude = (scope: string, names: string) =>
  send('PUT', '/_cluster/settings', { [scope]: { 'cluster.routing.allocation.exclude._name': names } });
const index = (name: string, shards: number, replicas: number, settings = {}) =>
  send('PUT', `/${name}`, { settings: { number_of_shards: shards, number_of_replicas: replicas, ...settings } });
const isGreen = () =>
  eventually(async () => {
    const { status, relocatingShards } = await getDetailedHealth(elasticsearch);
    return status === 'green' && relocatingShards === 0;
  });

test('one node of several is elected, and all tell their folders', async () => {
  const nodes = await listNodes(elasticsearch);
  expect(nodes.map(({ name }) => name)).toEqual(['several-1', 'several-2']);
  expect(nodes.filter(({ isElected }) => isElected)).toHaveLength(1);
  expect(nodes.map(({ pathRepo }) => pathRepo)).toEqual(Array(2).fill(folders));
  await expect(readMinimumMasterNodes(elasticsearch)).resolves.toBe(2);
});

const started = { replicasCome: false };

test('an index is incomplete without a node only if no other has a copy of its shard', async () => {
  await index('doubled', 2, 1);
  await index('single', 1, 0, { 'index.routing.allocation.require._name': 'several-2' });
  await isGreen();
  const both = ['several-1', 'several-2'];
  const single = { node: 'several-2', index: 'single', shards: [0] };
  await expect(onlyCopies(elasticsearch, both, started)).resolves.toEqual([single]);
  await expect(onlyCopies(elasticsearch, ['several-1'], started)).resolves.toEqual([]);

  // While it moves, the shard is still where it came from.
  await send('PUT', '/_cluster/settings', { transient: { 'indices.recovery.max_bytes_per_sec': '10kb' } });
  const noise = Array.from({ length: 400 }, () => Math.random().toString(36)).join(' ');
  for (let document = 1; document <= 30; document += 1)
    await send('PUT', `/single/_doc/${document}`, { noise, document });
  await elasticsearch.send({ method: 'POST', path: '/single/_flush' }, z.unknown());
  await send('PUT', '/single/_settings', { 'index.routing.allocation.require._name': 'several-1' });
  await eventually(async () => (await getDetailedHealth(elasticsearch)).relocatingShards === 1);
  await expect(onlyCopies(elasticsearch, both, started)).resolves.toEqual([single]);
  await send('PUT', '/_cluster/settings', { transient: { 'indices.recovery.max_bytes_per_sec': null } });
  await isGreen();
  await expect(onlyCopies(elasticsearch, both, started)).resolves.toEqual([{ ...single, node: 'several-1' }]);
});

test('a replica that is yet to start counts where it will have started by then', async () => {
  await send('PUT', '/_cluster/settings', { transient: { 'cluster.routing.allocation.enable': 'primaries' } });
  await index('young', 1, 1, { 'index.routing.allocation.require._name': 'several-2' });
  await eventually(async () => (await getDetailedHealth(elasticsearch)).status === 'yellow');
  const young = { node: 'several-2', index: 'young', shards: [0] };
  await expect(onlyCopies(elasticsearch, ['several-2'], started)).resolves.toContainEqual(young);
  const awaited = await onlyCopies(elasticsearch, ['several-2'], { replicasCome: true });
  expect(awaited.map((copy) => copy.index)).not.toContain('young');
  await send('PUT', '/_cluster/settings', { transient: { 'cluster.routing.allocation.enable': null } });
  await send('PUT', '/young/_settings', { 'index.routing.allocation.require._name': null });
  await isGreen();
});

test('a node that a drain hook has emptied gets shards again once its exclusion is cleared', async () => {
  await exclude('transient', 'several-2,several-20');
  await index('after-drain', 2, 1);
  await eventually(async () => (await getDetailedHealth(elasticsearch)).status === 'yellow');
  await expect(clearExcludedNames(elasticsearch, ['several-2'])).resolves.toEqual(['several-20']);
  await isGreen();
});
