import { z } from 'zod';
import { startLogWriter } from '../../../sandbox/log-writer/start-log-writer';
import { startElasticsearchCluster } from '../../../sandbox/servers/start-cluster';
import type { ElasticsearchServer } from '../../../sandbox/servers/start-elasticsearch';
import type { ServerVersion } from '../../../sandbox/servers/versions';
import { promoteReplicas } from '../../../src/activities/setup/promote-replicas';
import { connect } from '../../../src/elasticsearch/client';
import { setAllocationEnable } from '../../../src/elasticsearch/cluster-settings';
import type { Elasticsearch } from '../../../src/elasticsearch/elasticsearch';
import { Rejected } from '../../../src/elasticsearch/errors';
import { flushAll } from '../../../src/elasticsearch/flush';
import { getDetailedHealth } from '../../../src/elasticsearch/health';
import { countDocuments } from '../../../src/elasticsearch/indices';
import { listNodes } from '../../../src/elasticsearch/nodes';
import { cancelPrimaries, routedCopies, writtenShards } from '../../../src/elasticsearch/primaries';
import { eventually } from '../../world/eventually';
import { writeLogs } from '../../world/log-cluster';

/** The calls by which replicas take over from a node that is about to stop, on two real servers. */
export function describePromotionCalls(version: ServerVersion): void {
  let servers: ElasticsearchServer[];
  let elasticsearch: Elasticsearch;
  let ids: Record<string, string>;

  beforeAll(async () => {
    servers = await startElasticsearchCluster({
      version,
      world: `test-${process.pid}`,
      name: 'pair',
      nodes: 2,
      heapMb: 300,
    });
    elasticsearch = connect({ urls: servers.map(({ url }) => url) });
    ids = Object.fromEntries((await listNodes(elasticsearch)).map(({ name, id }) => [name, id]));
    await index('written', 3, 1);
    await index('idle', 2, 1);
    await index('alone', 1, 0, { 'index.routing.allocation.require._name': 'pair-1' });
    for (const name of ['written', 'idle', 'alone']) await write(name, 50);
    await isGreen();
  });
  afterAll(async () => {
    await elasticsearch.close();
    await Promise.all(servers.map((server) => server.stop()));
  });
  afterEach(async () => {
    await setAllocationEnable(elasticsearch, null);
    await isGreen();
  });

  const index = (name: string, shards: number, replicas: number, settings = {}) => {
    const body = { settings: { number_of_shards: shards, number_of_replicas: replicas, ...settings } };
    return elasticsearch.send({ method: 'PUT', path: `/${name}`, body }, z.unknown());
  };
  const isGreen = () =>
    eventually(async () => {
      const { status, relocatingShards } = await getDetailedHealth(elasticsearch);
      return status === 'green' && relocatingShards === 0;
    });
  const write = (name: string, lines: number) =>
    writeLogs({ elasticsearch, server: servers[1] as ElasticsearchServer }, name, lines);
  const primariesOf = async (name: string) =>
    (await routedCopies(elasticsearch)).filter((copy) => copy.index === name && copy.primary);
  const led = async (name: string) => (await primariesOf(name)).map(({ node }) => node);
  /** As before a restart. */
  const hold = async () => {
    await setAllocationEnable(elasticsearch, 'primaries');
    await flushAll(elasticsearch);
  };
  const promoteInsteadOf = (node: string) => promoteReplicas({ elasticsearch }, node);

  test('a node tells which of its shards were written to since the last flush', async () => {
    await hold();
    await write('written', 30);
    const written = await writtenShards(elasticsearch, 'pair-1');
    expect(written?.node).toBe(ids['pair-1']);
    expect(written?.shards).toHaveLength(3);
    expect(written?.shards).toContainEqual({ index: 'written', shard: 2 });
    await expect(writtenShards(elasticsearch, 'no-such-node')).resolves.toBeNull();
  });

  test('what is written to is led by the other node afterwards, and no line is lost', async () => {
    await hold();
    await write('written', 30);
    await promoteInsteadOf('pair-2');
    expect(await led('written')).toEqual(Array(3).fill(ids['pair-1']));
    await setAllocationEnable(elasticsearch, null);
    await isGreen();

    const idleBefore = await primariesOf('idle');
    const writer = await startLogWriter({ url: servers[1]?.url ?? '', index: 'written', linesPerSecond: 50 });
    try {
      await hold();
      await eventually(async () => (await writtenShards(elasticsearch, 'pair-1'))?.shards.length === 3);
      await promoteInsteadOf('pair-1');
      expect(await led('written')).toEqual(Array(3).fill(ids['pair-2']));
      const now = writer.report().written;
      await eventually(() => Promise.resolve(writer.report().written > now + 50));
    } finally {
      await writer.stop();
    }
    expect(writer.report().failedLines).toEqual([]);
    // What nobody writes to keeps both of its copies, and what has no other stays.
    expect(await primariesOf('idle')).toEqual(idleBefore);
    expect(await led('alone')).toEqual([ids['pair-1']]);
    const left = (await routedCopies(elasticsearch)).filter(({ state }) => state === 'UNASSIGNED');
    expect(left.map((copy) => copy.index)).toEqual(['written', 'written', 'written']);
    // Again there is nothing to do.
    await promoteInsteadOf('pair-1');
    expect(await led('written')).toEqual(Array(3).fill(ids['pair-2']));

    await setAllocationEnable(elasticsearch, null);
    await isGreen();
    // The copies were caught up on, not made anew.
    expect(await filesCopied('written')).toBe(0);
    await elasticsearch.send({ method: 'POST', path: '/written/_refresh' }, z.unknown());
    await expect(countDocuments(elasticsearch, ['written'])).resolves.toBe(50 + 30 + 30 + writer.report().written);
  });

  test('nothing is done where the copies that are left would be made anew elsewhere at once', async () => {
    await write('written', 30);
    const before = await primariesOf('written');
    await promoteInsteadOf('pair-1');
    await promoteInsteadOf('pair-2');
    expect(await primariesOf('written')).toEqual(before);
  });

  test('a shard whose other copy is lost between the look and the request comes back by itself, whole', async () => {
    await hold();
    await cancelPrimaries(elasticsearch, ids['pair-1'] ?? '', [{ index: 'alone', shard: 0 }]);
    await eventually(async () => (await primariesOf('alone')).every(({ state }) => state === 'STARTED'));
    expect(await led('alone')).toEqual([ids['pair-1']]);
    await expect(countDocuments(elasticsearch, ['alone'])).resolves.toBe(50);
  });

  test('a request with a shard that is not there any more changes nothing', async () => {
    await hold();
    const before = await primariesOf('alone');
    const asked = [
      { index: 'alone', shard: 0 },
      { index: 'alone', shard: 1 },
    ];
    await expect(cancelPrimaries(elasticsearch, ids['pair-1'] ?? '', asked)).rejects.toBeInstanceOf(Rejected);
    expect(await primariesOf('alone')).toEqual(before);
  });

  const recoverySchema = z.record(
    z.string(),
    z.object({
      shards: z.array(z.object({ type: z.string(), index: z.object({ files: z.object({ recovered: z.number() }) }) })),
    }),
  );

  async function filesCopied(name: string): Promise<number> {
    const recoveries = await elasticsearch.send({ method: 'GET', path: `/${name}/_recovery` }, recoverySchema);
    const peers = (recoveries[name]?.shards ?? []).filter(({ type }) => type === 'PEER');
    expect(peers).toHaveLength(3);
    return peers.reduce((sum, { index: { files } }) => sum + files.recovered, 0);
  }
}
