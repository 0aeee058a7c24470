import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { startElasticsearchCluster } from '../../../sandbox/servers/start-cluster';
import type { ElasticsearchServer } from '../../../sandbox/servers/start-elasticsearch';
import { promoteReplicas } from '../../../src/activities/setup/promote-replicas';
import { connect } from '../../../src/elasticsearch/client';
import {
  clearExcludedNames,
  readMinimumMasterNodes,
  setAllocationEnable,
} from '../../../src/elasticsearch/cluster-settings';
import type { Elasticsearch } from '../../../src/elasticsearch/elasticsearch';
import { flushAll } from '../../../src/elasticsearch/flush';
import { getDetailedHealth } from '../../../src/elasticsearch/health';
import { countDocuments } from '../../../src/elasticsearch/indices';
import { listNodes } from '../../../src/elasticsearch/nodes';
import { onlyCopies } from '../../../src/elasticsearch/only-copies';
import { routedCopies, writtenShards } from '../../../src/elasticsearch/primaries';
import { eventually } from '../../world/eventually';
import { sendLogs, writeLogs } from '../../world/log-cluster';

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

describe('before a node stops', () => {
  const promoteInsteadOf = (node: string) => promoteReplicas({ elasticsearch }, node);
  const written = () => ({ elasticsearch, server: servers[1] as ElasticsearchServer });
  const write = (name: string, lines: number) => writeLogs(written(), name, lines);
  const copiesOf = async (name: string) => (await routedCopies(elasticsearch)).filter((copy) => copy.index === name);
  /** The names of the nodes that lead an index, each once. */
  const leaders = async (name: string) => {
    const names = new Map((await listNodes(elasticsearch)).map((node) => [node.id, node.name]));
    const primaries = (await copiesOf(name)).filter(({ primary }) => primary);
    return [...new Set(primaries.map(({ node }) => names.get(node ?? '')))].sort();
  };
  /** As it is when a node is about to be stopped. */
  const hold = async () => {
    await setAllocationEnable(elasticsearch, 'primaries');
    await flushAll(elasticsearch);
  };
  const release = async () => {
    await setAllocationEnable(elasticsearch, null);
    await isGreen();
  };
  const recoverySchema = z.object({
    written: z.object({
      shards: z.array(
        z.object({
          target: z.object({ name: z.string() }),
          index: z.object({ files: z.object({ recovered: z.number() }) }),
        }),
      ),
    }),
  });
  /** The files that were copied to a node, for each shard, when it was last given to it. */
  const filesCopiedTo = async (node: string) => {
    const recoveries = await elasticsearch.send({ method: 'GET', path: '/written/_recovery' }, recoverySchema);
    const { shards } = recoveries.written;
    return shards.filter(({ target }) => target.name === node).map((shard) => shard.index.files.recovered);
  };

  beforeAll(async () => {
    await index('written', 3, 1);
    await index('idle', 2, 1);
    await index('written-alone', 1, 0, { 'index.routing.allocation.require._name': 'several-1' });
    for (const name of ['written', 'idle']) await write(name, 50);
    await isGreen();
  });

  test('nothing is done where the copies that it leaves would be made anew elsewhere at once', async () => {
    const before = await copiesOf('written');
    await promoteInsteadOf('several-1');
    await promoteInsteadOf('several-2');
    expect(await copiesOf('written')).toEqual(before);
  });

  test('the other one leads what is written to, no line is refused, and its copies are only caught up on', async () => {
    await hold();
    await write('written', 30);
    await promoteInsteadOf('several-2');
    expect(await leaders('written')).toEqual(['several-1']);
    await release();
    const idleBefore = await copiesOf('idle');

    await hold();
    let lines = 80;
    let isOver = false;
    const writers = Array.from({ length: 4 }, async () => {
      // Without a refresh: that one is not repeated when a primary changes.
      for (; !isOver; lines += 3) await sendLogs(written(), 'written', 3);
      await write('written-alone', 3);
    });
    await eventually(async () => (await writtenShards(elasticsearch, 'several-1'))?.shards.length === 3)
      .then(() => promoteInsteadOf('several-1'))
      .finally(() => void (isOver = true));
    await Promise.all(writers);
    expect(await leaders('written')).toEqual(['several-2']);
    expect((await copiesOf('written')).filter(({ state }) => state === 'UNASSIGNED')).toHaveLength(3);
    // What nobody writes to keeps its copies in sync, what is alone stays where it is, and another time nothing is left.
    expect(await copiesOf('idle')).toEqual(idleBefore);
    await promoteInsteadOf('several-1');
    expect([await leaders('written'), await leaders('written-alone')]).toEqual([['several-2'], ['several-1']]);

    await release();
    expect(await filesCopiedTo('several-1')).toEqual([0, 0, 0]);
    await send('POST', '/written/_refresh', {});
    await expect(countDocuments(elasticsearch, ['written'])).resolves.toBe(lines);
  });
});
