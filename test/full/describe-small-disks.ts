import { join } from 'node:path';
import { z } from 'zod';
import { startElasticsearchCluster } from '../../sandbox/servers/start-cluster';
import type { ElasticsearchServer } from '../../sandbox/servers/start-elasticsearch';
import type { ServerVersion } from '../../sandbox/servers/versions';
import { checkRoom } from '../../src/activities/room/check-room';
import { getStandingBlocks } from '../../src/elasticsearch/cluster-blocks';
import { listDataNodes } from '../../src/elasticsearch/data-nodes';
import type { Elasticsearch } from '../../src/elasticsearch/elasticsearch';
import { getDetailedHealth } from '../../src/elasticsearch/health';
import { deleteIndices, listIndices } from '../../src/elasticsearch/indices';
import { operationsUnderWay } from '../../src/elasticsearch/operations';
import { startRestore } from '../../src/elasticsearch/restores';
import { listShardCopies } from '../../src/elasticsearch/shard-copies';
import { explainUnassigned, getPrimaryShards } from '../../src/elasticsearch/shards';
import { getIndexDetails } from '../../src/elasticsearch/snapshot-progress';
import { createSnapshot, getSnapshot } from '../../src/elasticsearch/snapshots';
import type { RestoreResult } from '../../src/workflows/restore/types';
import { eventually } from '../world/eventually';
import { failureOf } from '../world/failure';
import { logClusterOn, registerLogRepository, repository, writeLogs } from '../world/log-cluster';
import type { LogCluster } from '../world/log-cluster';
import { mountSmallDisk } from '../world/small-disk';
import type { SmallDisk } from '../world/small-disk';
import { startTemporalWorld } from '../world/temporal';
import type { TemporalWorld } from '../world/temporal';

const day = '2019-11-12';
const lost = 'ks-logstash-log-2019.11.12';
const live = 'ks-logstash-log-2019.11.20';
const snapshot = 'the-backup';
const MB = 1024 ** 2;

/** Two data nodes with a small file system each, and a day that does or does not fit on them. */
export function describeSmallDisks(version: ServerVersion): void {
  let disks: SmallDisk[];
  let servers: ElasticsearchServer[];
  let cluster: LogCluster;
  let temporal: TemporalWorld;
  /** The primaries of the day in the backup, in two shards. */
  let size: number;

  beforeAll(async () => {
    disks = [mountSmallDisk(500), mountSmallDisk(500)];
    servers = await startElasticsearchCluster({
      ...{ version, world: `test-${process.pid}`, name: 'small', nodes: 2, heapMb: 400 },
      settings: {
        'cluster.routing.allocation.disk.threshold_enabled': true,
        // The least that it allows: the disk is looked at more often than the usual 30 s.
        'cluster.info.update.interval': '10s',
      },
      settingsOf: (node) => ({ 'path.data': disks[Number(node.slice(-1)) - 1]?.path }),
    });
    const [server] = servers as [ElasticsearchServer];
    // One worker may run several versions, and none reads what a later one has written.
    cluster = logClusterOn({ ...server, repositoryPath: join(server.repositoryPath, version) });
    temporal = await startTemporalWorld([cluster]);
    await registerLogRepository(cluster);
    const settings = { number_of_shards: 2, number_of_replicas: 1 };
    await send('PUT', '/_template/days', { index_patterns: ['ks-logstash-log-*'], settings });
    for (let part = 0; part < 7; part += 1) await writeLogs(cluster, lost, 1000, 6000);
    await send('POST', `/${lost}/_forcemerge?max_num_segments=1&flush=true`);
    await writeLogs(cluster, live, 5);
    await isGreen();
    await createSnapshot(cluster.elasticsearch, { repository, name: snapshot, indices: [lost], takenBy: 'a-test' });
    await eventually(async () => (await getSnapshot(cluster.elasticsearch, repository, snapshot))?.state === 'SUCCESS');
    size = (await getIndexDetails(cluster.elasticsearch, repository, snapshot))[lost]?.bytes ?? 0;
  });
  afterAll(async () => {
    await temporal.stop();
    await cluster.elasticsearch.close();
    await Promise.all(servers.map((server) => server.stop()));
    for (const disk of disks) disk.unmount();
  });
  beforeEach(async () => {
    await deleteIndices(cluster.elasticsearch, [lost]);
    await isGreen();
    // The files of a deleted index go a little later.
    await eventually(() => Promise.resolve(disks.every((disk) => disk.totalBytes - disk.freeBytes() < 20 * MB)));
  });
  afterEach(async () => {
    for (const disk of disks) disk.leaveFree(disk.totalBytes);
    await watermarks(null, null, null);
    await send('PUT', '/_all/_settings', { 'index.blocks.read_only_allow_delete': null });
  });

  const send = (method: 'PUT' | 'POST', path: string, body?: object) =>
    cluster.elasticsearch.send({ method, path, ...(body === undefined ? {} : { body }) }, z.unknown());
  const isGreen = () =>
    eventually(async () => {
      const { status, relocatingShards } = await getDetailedHealth(cluster.elasticsearch);
      return status === 'green' && relocatingShards === 0;
    });
  const watermarks = (low: string | null, high: string | null, flood: string | null) => {
    const prefix = 'cluster.routing.allocation.disk.watermark';
    const transient = { [`${prefix}.low`]: low, [`${prefix}.high`]: high, [`${prefix}.flood_stage`]: flood };
    return send('PUT', '/_cluster/settings', { transient });
  };
  /** Leaves each node so many times the day's size above the default low watermark. */
  const leaveAboveLow = async (...times: [number, number]) => {
    for (const [position, disk] of disks.entries())
      disk.leaveFree(disk.totalBytes * 0.15 + (times[position] ?? 0) * size);
    await isKnown();
  };
  /** The nodes look at their disks once a second; whoever allocates shards asks them every 10 s. */
  const isKnown = () =>
    eventually(async () => {
      const { elasticsearch } = cluster;
      const [nodes, known] = await Promise.all([listDataNodes(elasticsearch), diskInfo(elasticsearch, live)]);
      return disks.every((disk, position) => {
        const isNear = (bytes = 0) => Math.abs(bytes - disk.freeBytes()) < MB / 4;
        return isNear(nodes[position]?.volumes[0]?.freeBytes) && isNear(known[`small-${position + 1}`]);
      });
    });
  const room = async () => {
    const details = (await getIndexDetails(cluster.elasticsearch, repository, snapshot))[lost];
    const index = { index: lost, as: lost, bytes: 0, ...details };
    return checkRoom(cluster, { repository, steps: [{ snapshot, indices: [index] }] });
  };
  const sight = async () => ({
    indices: await listIndices(cluster.elasticsearch, '*'),
    operations: await operationsUnderWay(cluster.elasticsearch),
    blocks: await getStandingBlocks(cluster.elasticsearch),
  });
  const restore = () => ({ cluster: cluster.name, days: [day] });

  test('the day is as big as the figures of these tests need it', () => {
    expect(size / MB).toBeGreaterThan(60);
    expect(size / MB).toBeLessThan(200);
  });

  test('what fits is restored, and every node stays above its watermark', async () => {
    await leaveAboveLow(1.3, 1.3);
    const before = disks.map((disk) => disk.freeBytes());
    const { fit } = await room();
    expect(fit).toMatchObject({ verdict: 'fits', nodes: [{ node: 'small-1' }, { node: 'small-2' }] });
    const { restored } = await temporal.run<RestoreResult>('restore', restore());
    expect(restored).toMatchObject([{ snapshot, indices: [lost] }]);
    await isGreen();
    for (const [position, disk] of disks.entries()) {
      expect(disk.freeBytes()).toBeGreaterThanOrEqual(disk.totalBytes * 0.15);
      // It took what was reckoned, up to the margin.
      const taken = (before[position] ?? 0) - disk.freeBytes();
      const needed = fit.nodes[position]?.needed ?? 0;
      expect(taken / needed).toBeGreaterThan(0.85);
      expect(taken / needed).toBeLessThanOrEqual(1.05);
    }
  });

  test('what fits without replicas is restored without, and every node stays above its watermark', async () => {
    await leaveAboveLow(0.8, 0.8);
    const { fit, steps, warnings, objections } = await room();
    expect(fit.verdict).toBe('fits without replicas');
    expect(objections).toEqual([]);
    expect(warnings).toEqual([expect.stringMatching(/^it fits without replicas only: they would need .* MB more/)]);
    expect(steps.flatMap(({ indices }) => indices.map(({ replicas }) => replicas))).toEqual([0]);
    const result = await temporal.run<RestoreResult>('restore', restore());
    expect(result.warnings).toEqual(warnings);
    const copies = (await listShardCopies(cluster.elasticsearch)).filter(({ index }) => index === lost);
    expect(copies.map(({ primary }) => primary)).toEqual([true, true]);
    for (const disk of disks) expect(disk.freeBytes()).toBeGreaterThanOrEqual(disk.totalBytes * 0.15);
  });

  test('what does not fit is refused by how much and with what would help, and the cluster is untouched', async () => {
    await leaveAboveLow(0.05, 0.05);
    const before = await sight();
    const { type, message } = await failureOf(temporal.run('restore', restore()));
    expect(type).toBe('Refused');
    expect(message).toMatch(/it does not fit: \d+(\.\d)? MB more would be needed .*; to make it fit: .*"diskFit"/);
    expect(await sight()).toEqual(before);
    expect(disks.every((disk) => disk.freeBytes() >= disk.totalBytes * 0.15)).toBe(true);
  });

  test('the room that the refusal names is enough', async () => {
    await leaveAboveLow(0.05, 0.7);
    const { fit } = await room();
    const [, amount, name] = /free (\d+(?:\.\d)?) MB on node (small-\d)/.exec(fit.sentence) ?? [];
    const disk = disks[Number(name?.slice(-1)) - 1];
    expect(fit.verdict).toBe('does not fit');
    disk?.leaveFree(disk.freeBytes() + (Number(amount) + 0.5) * MB);
    await isKnown();
    expect((await room()).fit).not.toMatchObject({ verdict: 'does not fit' });
  });

  test('watermarks given as bytes and as other shares are heeded', async () => {
    for (const disk of disks) disk.leaveFree(300 * MB);
    await isKnown();
    const verdictWith = async (low: string, high: string, flood: string) => {
      await watermarks(low, high, flood);
      return (await room()).fit.verdict;
    };
    const bytes = (left: number) => `${Math.floor(300 * MB - left * size)}b`;
    expect(await verdictWith(bytes(1.3), '10mb', '5mb')).toBe('fits');
    expect(await verdictWith(bytes(0.8), '10mb', '5mb')).toBe('fits without replicas');
    expect(await verdictWith(bytes(0.1), '10mb', '5mb')).toBe('does not fit');
    expect(await verdictWith('41%', '90%', '95%')).toBe('does not fit');
    expect(await verdictWith('0.41', '0.9', '0.95')).toBe('does not fit');
    expect(await verdictWith('95%', '96%', '97%')).toBe('fits');
  });

  test('a disk that something else fills meanwhile stops the restore before anything is blocked', async () => {
    await leaveAboveLow(1.3, 1.3);
    await registerLogRepository(cluster, { restore: '200kb' });
    const before = await sight();
    const run = await temporal.start<RestoreResult>('restore', restore());
    await eventually(async () => (await listIndices(cluster.elasticsearch, lost)).length > 0);
    // Between the flood stage, 25 MB, and the line at which the run stops itself.
    disks[0]?.leaveFree(32 * MB);
    const { type, message } = await failureOf(run.result());
    expect(type).toBe('Refused');
    expect(message).toMatch(/Stopped before the disk of node small-1 reached the flood stage: \d+(\.\d)? MB of 500 MB/);
    expect(message).toContain(`removed ${lost}`);
    const after = await sight();
    expect(after).toEqual({ ...before, indices: before.indices });
    await registerLogRepository(cluster);
  });

  describe('without logkeep', () => {
    const restoreRaw = () => startRestore(cluster.elasticsearch, { repository, snapshot, indices: [lost] });
    const isSized = version !== '6.7.0';

    (isSized ? test : test.skip)('this version leaves the shards of what does not fit without a node', async () => {
      await leaveAboveLow(0.05, 0.05);
      await restoreRaw();
      const [shard] = await getPrimaryShards(cluster.elasticsearch, [lost]);
      // It first asks the repository for their sizes.
      const objections = await eventually(async () => {
        const found = (await explainUnassigned(cluster.elasticsearch, shard!))?.objections ?? [];
        return found.length > 0 && found;
      });
      expect(objections.map(({ decider }) => decider)).toContain('disk_threshold');
    });

    (isSized ? test.skip : test)('this version fills the disk until the live index takes no documents', async () => {
      await leaveAboveLow(0.05, 0.05);
      await restoreRaw();
      await eventually(() => Promise.resolve(disks.some((disk) => disk.freeBytes() < disk.totalBytes * 0.05)));
      const { flooded } = await eventually(async () => {
        const blocks = await getStandingBlocks(cluster.elasticsearch);
        return blocks.flooded.includes(live) && blocks;
      });
      expect(flooded).toContain(live);
      await expect(writeLogs(cluster, live, 1)).rejects.toThrow();
    });
  });
}

const diskInfoSchema = z.object({
  cluster_info: z.object({
    nodes: z.record(
      z.string(),
      z.object({ node_name: z.string(), least_available: z.object({ free_bytes: z.number() }) }),
    ),
  }),
});

/** How many bytes are free on each node as far as the allocation of shards knows. */
async function diskInfo(elasticsearch: Elasticsearch, index: string): Promise<Record<string, number>> {
  const body = { index, shard: 0, primary: true };
  const request = {
    method: 'POST',
    path: '/_cluster/allocation/explain',
    query: { include_disk_info: true },
    body,
  } as const;
  const { cluster_info: known } = await elasticsearch.send(request, diskInfoSchema);
  return Object.fromEntries(
    Object.values(known.nodes).map((node) => [node.node_name, node.least_available.free_bytes]),
  );
}
