import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { startElasticsearch } from '../../sandbox/servers/start-elasticsearch';
import type { ElasticsearchOptions, ElasticsearchServer } from '../../sandbox/servers/start-elasticsearch';
import type { Access } from '../../sandbox/servers/http';
import { sendBulk } from '../../sandbox/seed/bulk';
import type { ServerVersion } from '../../sandbox/servers/versions';
import type { Cluster } from '../../src/activities/cluster';
import { connect } from '../../src/elasticsearch/client';
import type { Elasticsearch } from '../../src/elasticsearch/elasticsearch';
import { registerRepository } from '../../src/elasticsearch/repositories';
import type { RepositorySettings } from '../../src/planning/repository-definition';
import { SpaceFloor } from '../../src/planning/free-space';
import { IndexPattern } from '../../src/planning/index-pattern';

export const repository = 'ks-log-snapshots';

/** A real server with logkeep's client on it, under a cluster name that no other test file has. */
export interface LogCluster extends Cluster {
  server: ElasticsearchServer;
  stop(): Promise<void>;
}

export async function startLogCluster(
  version: ServerVersion,
  options: Partial<ElasticsearchOptions> = {},
): Promise<LogCluster> {
  return logClusterOn(await startElasticsearch({ version, world: `test-${process.pid}`, heapMb: 400, ...options }));
}

/** The same on a server that runs already. */
export function logClusterOn(server: ElasticsearchServer): LogCluster {
  const elasticsearch = connect({ urls: [server.url] });
  const name = `cluster-${randomBytes(6).toString('hex')}`;
  const cluster: LogCluster = {
    server,
    elasticsearch,
    name,
    lease: name,
    indexPattern: new IndexPattern('ks-logstash-log-%Y.%m.%d'),
    timeZone: 'Asia/Shanghai',
    snapshotName: 'snapshot-%Y%m%d%H%M%S',
    repository,
    repositorySettings: fsRepository(repository, server.repositoryPath),
    freeSpace: { floor: SpaceFloor.parse('5%') },
    stop: async () => {
      await elasticsearch.close();
      // Not the first one: a test may have restarted it.
      await cluster.server.stop();
    },
  };
  return cluster;
}

/** The section of logkeep.yaml for a repository in a folder that every node has. */
export function fsRepository(named: string, folder: string): RepositorySettings {
  return { name: named, type: 'fs', location: folder, mountPath: folder, readonly: false, settings: {} };
}

export interface Throttle {
  /** Bytes per second, for tests that need a snapshot or a restore to be under way for a while. */
  snapshot?: string;
  restore?: string;
}

/** Registers the cluster's repository in its own folder; again with other limits, to change them. */
export function registerLogRepository(
  { server, elasticsearch }: LogCluster,
  { snapshot, restore }: Throttle = {},
): Promise<void> {
  const settings: Record<string, string> = { location: server.repositoryPath };
  if (snapshot !== undefined) settings.max_snapshot_bytes_per_sec = snapshot;
  if (restore !== undefined) settings.max_restore_bytes_per_sec = restore;
  return registerRepository(elasticsearch, repository, { type: 'fs', settings });
}

type Written = Pick<LogCluster, 'elasticsearch'> & { server: Access };

/** Writes log lines and makes them searchable. */
export async function writeLogs(cluster: Written, index: string, lines: number, bytes?: number): Promise<void> {
  await sendLogs(cluster, index, lines, bytes);
  await cluster.elasticsearch.send({ method: 'POST', path: `/${index}/_refresh` }, z.unknown());
}

/** Writes log lines into an index. `bytes` of noise per line cannot be compressed, so that sizes are what they seem. */
export async function sendLogs(
  { server, elasticsearch }: Written,
  index: string,
  lines: number,
  bytes = 20,
): Promise<void> {
  const { isTypeless } = await elasticsearch.capabilities();
  const action = JSON.stringify({ index: { _index: index, ...(isTypeless ? {} : { _type: 'flb_type' }) } });
  const documents = Array.from({ length: lines }, (_, line) =>
    JSON.stringify({ line, log: randomBytes(bytes).toString('base64') }),
  );
  await sendBulk(server, documents.map((document) => `${action}\n${document}\n`).join(''));
}

export async function deleteByName(elasticsearch: Elasticsearch, ...indices: string[]): Promise<void> {
  for (const index of indices) await elasticsearch.send({ method: 'DELETE', path: `/${index}` }, z.unknown());
}
