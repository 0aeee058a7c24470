import type { NodeDirectory } from './node-directory';
import type { VersionFacts } from './versions';

/** The settings of a single node on loopback, where Elasticsearch skips the checks that it makes in production. */
export function elasticsearchSettings(node: {
  facts: VersionFacts;
  name: string;
  folders: NodeDirectory;
  port: number;
  transportPort: number;
}): Record<string, unknown> {
  return {
    'cluster.name': node.name,
    'node.name': node.name,
    'path.data': node.folders.data,
    'path.logs': node.folders.logs,
    'path.repo': [node.folders.snapshots],
    'network.host': '127.0.0.1',
    'http.port': node.port,
    [node.facts.major < 7 && node.facts.distribution === 'elasticsearch' ? 'transport.tcp.port' : 'transport.port']:
      node.transportPort,
    'discovery.type': 'single-node',
    // A developer's disk is often fuller than the watermarks allow, and then no shard would be allocated.
    'cluster.routing.allocation.disk.threshold_enabled': false,
  };
}
