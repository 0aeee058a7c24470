import fs from 'node:fs';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { worldFolder } from '../places';
import { freePorts } from '../processes/ports';
import { serverUser } from '../server-user';
import { waitUntil } from '../wait-until';
import { SandboxError } from '../sandbox-error';
import { requestJson } from './http';
import { startElasticsearch } from './start-elasticsearch';
import type { ElasticsearchOptions, ElasticsearchServer } from './start-elasticsearch';
import { factsOf } from './versions';

/**
 * Starts a cluster of several nodes that find each other on loopback and share one `repositoryPath`; returns when all
 * of them have joined. Each node can be killed and restarted on its own. Errors as `startElasticsearch`.
 */
export async function startElasticsearchCluster(
  options: Omit<ElasticsearchOptions, 'port' | 'transportPort' | 'name' | 'security'> & {
    name?: string;
    nodes: number;
    /** What only one node has, by its name. */
    settingsOf?: (node: string) => Record<string, unknown>;
  },
): Promise<ElasticsearchServer[]> {
  const { nodes, version, world, name = 'cluster', settingsOf = () => ({}), ...rest } = options;
  const ports = await freePorts(nodes);
  const names = ports.map((_, index) => `${name}-${index + 1}`);
  const repositoryPath = sharedFolder(world, `${name}-snapshots`);
  const settings = {
    'cluster.name': `${world}-${name}`,
    'path.repo': [repositoryPath],
    ...discovery(version, names, ports),
    ...rest.settings,
  };
  const servers = await Promise.all(
    names.map((node, index) =>
      startElasticsearch({
        ...{ ...rest, version, world, name: node, transportPort: ports[index] ?? 0 },
        settings: { ...settings, ...settingsOf(node) },
      }),
    ),
  );
  await waitUntil(() => hasJoined(servers), {
    boundMs: 120_000,
    onTimeout: () =>
      new SandboxError(
        `The ${nodes} nodes of ${name} did not find each other; see their logs in ${worldFolder(world)}.`,
      ),
  });
  return servers.map((server) => ({ ...server, repositoryPath }));
}

function discovery(
  version: ElasticsearchOptions['version'],
  names: string[],
  ports: number[],
): Record<string, unknown> {
  const hosts = ports.map((port) => `127.0.0.1:${port}`);
  const { major, distribution } = factsOf(version);
  if (distribution === 'elasticsearch' && major < 7)
    return {
      'discovery.type': 'zen',
      'discovery.zen.ping.unicast.hosts': hosts,
      'discovery.zen.minimum_master_nodes': Math.floor(names.length / 2) + 1,
    };
  const formation =
    distribution === 'opensearch' && major >= 2
      ? 'cluster.initial_cluster_manager_nodes'
      : 'cluster.initial_master_nodes';
  // 7 calls the default "zen", 8 and later "multi-node".
  const type = distribution === 'elasticsearch' && major >= 8 ? 'multi-node' : 'zen';
  return { 'discovery.type': type, 'discovery.seed_hosts': hosts, [formation]: names };
}

async function hasJoined(servers: ElasticsearchServer[]): Promise<boolean> {
  const counts = await Promise.all(
    servers.map(async (server) => {
      const path = '/_cluster/health?filter_path=number_of_nodes';
      return (await requestJson<{ number_of_nodes: number }>(server, path).catch(() => undefined))?.number_of_nodes;
    }),
  );
  return counts.every((count) => count === servers.length);
}

function sharedFolder(world: string, name: string): string {
  const folder = path.join(worldFolder(world), name);
  fs.mkdirSync(folder, { recursive: true });
  const user = serverUser();
  if (user) execFileSync('chown', [`${user.uid}:${user.gid}`, folder]);
  return folder;
}
