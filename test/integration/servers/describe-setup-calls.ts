import { z } from 'zod';
import { getClusterIdentity, getClusterUuid } from '../../../src/elasticsearch/cluster-identity';
import {
  clearExcludedNames,
  readAllocation,
  readMinimumMasterNodes,
  setAllocationEnable,
} from '../../../src/elasticsearch/cluster-settings';
import type { Capabilities } from '../../../src/elasticsearch/elasticsearch';
import { listDeletingPolicies } from '../../../src/elasticsearch/deleting-policies';
import { ApiMissing, Rejected } from '../../../src/elasticsearch/errors';
import { takenConnections } from '../../../src/elasticsearch/http-connections';
import { flushAll } from '../../../src/elasticsearch/flush';
import { getDetailedHealth } from '../../../src/elasticsearch/health';
import { countDocuments, deleteIndex } from '../../../src/elasticsearch/indices';
import { knownRepositoryTypes, listNodes } from '../../../src/elasticsearch/nodes';
import { onlyCopies } from '../../../src/elasticsearch/only-copies';
import { cancelPrimaries, routedCopies, writtenShards } from '../../../src/elasticsearch/primaries';
import { listSnapshotPolicies } from '../../../src/elasticsearch/snapshot-policies';
import { repositoryTypeObjection } from '../../../src/planning/repository-type';
import { eventually } from '../../world/eventually';
import { writeLogs } from '../../world/log-cluster';
import type { LogCluster } from '../../world/log-cluster';

/** The calls that setting a cluster up is made of, on one real server. */
export function describeSetupCalls(running: () => LogCluster, expected: Capabilities): void {
  const send = (method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, body?: object) =>
    running().elasticsearch.send({ method, path, ...(body === undefined ? {} : { body }) }, z.unknown());
  const exclude = (scopes: Record<string, unknown>) =>
    send(
      'PUT',
      '/_cluster/settings',
      Object.fromEntries(
        Object.entries(scopes).map(([scope, value]) => [scope, { 'cluster.routing.allocation.exclude._name': value }]),
      ),
    );

  describe('policies of the server itself', () => {
    test('are none where its build lacks their module or plugin', async () => {
      const { elasticsearch } = running();
      await expect(listDeletingPolicies(elasticsearch, 'ks-logstash-log-*')).resolves.toEqual([]);
      await expect(listSnapshotPolicies(elasticsearch)).resolves.toEqual([]);
    });

    test('are asked for at an address that is told apart from a refusal', async () => {
      for (const path of ['/_slm/policy', '/_ilm/policy', '/_plugins/_ism/explain/ks-logstash-log-*'])
        await expect(send('GET', path)).rejects.toBeInstanceOf(ApiMissing);
    });
  });

  describe('the cluster', () => {
    test('names its nodes with what they are and what they can use', async () => {
      const { elasticsearch, server } = running();
      const nodes = await listNodes(elasticsearch);
      expect(nodes).toEqual([
        {
          id: expect.stringMatching(/^[\w-]{22}$/) as string,
          name: server.name,
          host: '127.0.0.1',
          ip: '127.0.0.1',
          version: expected.version,
          isMasterEligible: true,
          isData: true,
          isElected: true,
          pathRepo: [server.repositoryPath],
          plugins: [],
          modules: expect.arrayContaining(['transport-netty4']) as string[],
        },
      ]);
      expect(await knownRepositoryTypes(elasticsearch)).toEqual([
        { node: server.name, types: expect.arrayContaining(['fs']) as string[] },
      ]);
      expect(repositoryTypeObjection('fs', nodes)).toBeNull();
      expect(repositoryTypeObjection('s3', nodes)).toMatch(/cannot use repositories of type s3: .*repository-s3/);
    });

    test('counts the connections that a node has taken', async () => {
      const { elasticsearch, server } = running();
      const before = await takenConnections(elasticsearch, server.name);
      for (let one = 0; one < 3; one += 1) await fetch(server.url, { headers: { connection: 'close' } });
      const now = await takenConnections(elasticsearch, server.name);
      expect(now).toBeGreaterThanOrEqual((before ?? Infinity) + 3);
      await expect(takenConnections(elasticsearch, 'no-such-node')).resolves.toBeNull();
    });

    test('has a UUID of its own', async () => {
      const { elasticsearch, server } = running();
      await expect(getClusterUuid(elasticsearch)).resolves.toMatch(/^[\w-]{22}$/);
      await expect(getClusterIdentity(elasticsearch)).resolves.toMatchObject({ name: server.name });
    });

    test('needs a configured number of votes only before 7.0', async () => {
      await expect(readMinimumMasterNodes(running().elasticsearch)).resolves.toBe(
        expected.hasMinimumMasterNodes ? 1 : null,
      );
    });

    test('tells what happens to its shards once it has worked off what was queued', async () => {
      const { elasticsearch } = running();
      const before = await getDetailedHealth(elasticsearch);
      await send('PUT', '/with-replica', { settings: { number_of_shards: 2, number_of_replicas: 1 } });
      await expect(getDetailedHealth(elasticsearch)).resolves.toEqual({
        clusterName: running().server.name,
        status: 'yellow',
        nodes: 1,
        dataNodes: 1,
        activeShards: before.activeShards + 2,
        relocatingShards: 0,
        initializingShards: 0,
        unassignedShards: before.unassignedShards + 2,
        delayedShards: 0,
        pendingTasks: 0,
        settled: true,
      });
      await deleteIndex(elasticsearch, 'with-replica');
    });

    // 6.7 waits as long as it takes, and newer ones are done before anybody could ask.
    if (expected.version.startsWith('7.')) {
      test('says so while its master is too busy to tell', async () => {
        const { elasticsearch } = running();
        await eventually(async () => {
          const busy = Array.from({ length: 100 }, (_, number) => exclude({ transient: `nobody-${number}` }));
          const health = await getDetailedHealth(elasticsearch, 0);
          await Promise.all(busy);
          return !health.settled && health.dataNodes === 1;
        });
        await exclude({ transient: null });
      });
    }

    test('writes everything to disk before a restart', async () => {
      const { elasticsearch } = running();
      await writeLogs(running(), 'to-flush', 20);
      await flushAll(elasticsearch);
      const stats = z.object({
        _all: z.object({ primaries: z.object({ translog: z.object({ uncommitted_operations: z.number() }) }) }),
        indices: z.record(
          z.string(),
          z.object({
            shards: z.record(
              z.string(),
              z.array(z.object({ commit: z.object({ user_data: z.record(z.string(), z.string()) }) })),
            ),
          }),
        ),
      });
      const query = { level: 'shards' };
      const { _all: all, indices } = await elasticsearch.send(
        { method: 'GET', path: '/to-flush/_stats', query },
        stats,
      );
      expect(all.primaries.translog.uncommitted_operations).toBe(0);
      const copies = Object.values(indices['to-flush']?.shards ?? {}).flat();
      expect(copies.every(({ commit }) => 'sync_id' in commit.user_data)).toBe(expected.hasSyncedFlush);
      await deleteIndex(elasticsearch, 'to-flush');
    });

    test('tells which indices would be incomplete without a node', async () => {
      const { elasticsearch, server } = running();
      await send('PUT', '/alone', { settings: { number_of_shards: 3, number_of_replicas: 0 } });
      expect(await onlyCopies(elasticsearch, [server.name, 'another'], { replicasCome: false })).toContainEqual({
        node: server.name,
        index: 'alone',
        shards: [0, 1, 2],
      });
      expect(await onlyCopies(elasticsearch, ['another'], { replicasCome: false })).toEqual([]);
      await deleteIndex(elasticsearch, 'alone');
    });
  });

  describe('primaries', () => {
    const copiesOf = async (index: string) =>
      (await routedCopies(running().elasticsearch)).filter((copy) => copy.index === index);

    beforeAll(async () => {
      await send('PUT', '/led', { settings: { number_of_shards: 2, number_of_replicas: 1 } });
      await writeLogs(running(), 'led', 40);
    });
    afterAll(() => deleteIndex(running().elasticsearch, 'led'));

    test('are told with their nodes, and replicas without one', async () => {
      const { elasticsearch, server } = running();
      const node = (await listNodes(elasticsearch)).find(({ name }) => name === server.name)?.id;
      const both = (copy: object) => [0, 1].map((shard) => ({ index: 'led', shard, ...copy }));
      const copies = await copiesOf('led');
      expect(copies).toHaveLength(4);
      expect(copies).toEqual(expect.arrayContaining(both({ primary: true, state: 'STARTED', node })));
      expect(copies).toEqual(expect.arrayContaining(both({ primary: false, state: 'UNASSIGNED', node: null })));
    });

    test('are known to be written to until they are flushed', async () => {
      const { elasticsearch, server } = running();
      const written = async () =>
        (await writtenShards(elasticsearch, server.name))?.shards.filter(({ index }) => index === 'led');
      await expect(written()).resolves.toHaveLength(2);
      await flushAll(elasticsearch);
      await expect(written()).resolves.toEqual([]);
      await writeLogs(running(), 'led', 40);
      await expect(written()).resolves.toContainEqual({ index: 'led', shard: 1 });
      await expect(writtenShards(elasticsearch, 'no-such-node')).resolves.toBeNull();
    });

    test('come back to their node whole when they are taken from it and nobody else has a copy', async () => {
      const { elasticsearch } = running();
      const [first] = await copiesOf('led');
      await send('POST', '/led/_refresh');
      const documents = await countDocuments(elasticsearch, ['led']);
      await setAllocationEnable(elasticsearch, 'primaries');
      await cancelPrimaries(elasticsearch, first?.node ?? '', [{ index: 'led', shard: 0 }]);
      await eventually(async () => (await copiesOf('led')).filter(({ state }) => state === 'STARTED').length === 2);
      await setAllocationEnable(elasticsearch, null);
      await expect(countDocuments(elasticsearch, ['led'])).resolves.toBe(documents);
    });

    test('are taken from a node all or none', async () => {
      const { elasticsearch } = running();
      const before = await copiesOf('led');
      const asked = [0, 1, 2].map((shard) => ({ index: 'led', shard }));
      await expect(cancelPrimaries(elasticsearch, before[0]?.node ?? '', asked)).rejects.toBeInstanceOf(Rejected);
      expect(await copiesOf('led')).toEqual(before);
    });
  });

  describe('allocation', () => {
    afterEach(async () => {
      await setAllocationEnable(running().elasticsearch, null);
      await exclude({ transient: null, persistent: null });
    });

    test('is restricted and given free', async () => {
      const { elasticsearch } = running();
      await expect(readAllocation(elasticsearch)).resolves.toEqual({ enable: {}, excludeNames: {} });
      await setAllocationEnable(elasticsearch, 'primaries');
      await expect(readAllocation(elasticsearch)).resolves.toMatchObject({ enable: { transient: 'primaries' } });
      await setAllocationEnable(elasticsearch, null);
      await setAllocationEnable(elasticsearch, null);
      await expect(readAllocation(elasticsearch)).resolves.toMatchObject({ enable: {} });
    });

    test.each<[what: string, transient: unknown, left: string[]]>([
      ['the one name that is there', 'data-1', []],
      ['one of several', 'data-10, data-1,data-2', ['data-10', 'data-2']],
      ['one of a list', ['data-1', 'data-2'], ['data-2']],
      ['nothing when it is another name', 'data-10', ['data-10']],
      ['nothing when it is a wildcard', 'data-*', ['data-*']],
      ['nothing when there is nothing', null, []],
    ])('loses %s, and nothing of what is persistent', async (_, transient, left) => {
      const { elasticsearch } = running();
      await exclude({ transient, persistent: 'elsewhere,data-1' });
      await expect(clearExcludedNames(elasticsearch, ['data-1'])).resolves.toEqual(left);
      const transientLeft = left.length === 0 ? {} : { transient: left.join(',') };
      const { excludeNames } = await readAllocation(elasticsearch);
      expect(excludeNames).toEqual({ ...transientLeft, persistent: 'elsewhere,data-1' });
    });
  });
}
