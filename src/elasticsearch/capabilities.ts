import { z } from 'zod';
import type { Capabilities, Elasticsearch } from './elasticsearch';
import { ElasticsearchError, ServerFault } from './errors';
import { Version } from './version';

interface Product {
  distribution: Capabilities['distribution'];
  version: Version;
}

const nodesSchema = z.object({
  nodes: z.record(z.string(), z.object({ version: z.string(), build_flavor: z.string().optional() })).optional(),
});
const rootSchema = z.object({ version: z.object({ number: z.string(), distribution: z.string().optional() }) });

/**
 * Finds out what a cluster is from its nodes (`GET _nodes`: right also in the middle of a rolling upgrade) and from
 * `GET /`. Either may be missing or forbidden: the integ-test builds of 8.19 and 9.2 answer 405 to `GET /`, and
 * OpenSearch can be told to call itself Elasticsearch 7.10.2 there.
 * @throws ElasticsearchError of the first source when neither answers.
 */
export async function discoverCapabilities(elasticsearch: Elasticsearch): Promise<Capabilities> {
  const product = await orError(fromNodes(elasticsearch));
  if (!(product instanceof ElasticsearchError)) return capabilitiesOf(product);
  if (product.retryable && !(product instanceof ServerFault)) throw product;
  const fallback = await orError(fromRoot(elasticsearch));
  if (fallback instanceof ElasticsearchError) throw product;
  return capabilitiesOf(fallback);
}

function capabilitiesOf({ distribution, version }: Product): Capabilities {
  const isOpenSearch = distribution === 'opensearch';
  // OpenSearch forked Elasticsearch 7.10.2 and counts from 1 again.
  const lineage = isOpenSearch ? new Version(7, 10, 2) : version;
  return {
    distribution,
    version: version.toString(),
    hasSnapshotMetadata: lineage.isAtLeast(7, 3),
    canDeleteMany: lineage.isAtLeast(7, 8),
    hasConcurrentSnapshots: lineage.isAtLeast(7, 9),
    hasIndexDetails: lineage.isAtLeast(7, 13),
    hasFeatureStates: lineage.isAtLeast(7, 12),
    hasRepositoryCleanup: lineage.isAtLeast(7, 4),
    canClone: lineage.isAtLeast(7, 4),
    isTypeless: lineage.isAtLeast(7, 0),
    // Elasticsearch pull request 58658; before, only the repository's own limit counts (seen on 6.7.0).
    hasRecoveryLimitForRestores: lineage.isAtLeast(7, 9),
    hasMinimumMasterNodes: !lineage.isAtLeast(7, 0),
    // OpenSearch 2 and 3 still answer the request, with a plain flush.
    hasSyncedFlush: !isOpenSearch && !lineage.isAtLeast(8, 0),
    sizesRestores: lineage.isAtLeast(7, 10),
    limitsShards: lineage.isAtLeast(7, 0),
    readsNeighboursFaster: !isOpenSearch && lineage.isAtLeast(7, 12) && !lineage.isAtLeast(8, 0),
    watchesLoneDisk: lineage.isAtLeast(8, 0),
    repeatsWritesOfStopping: lineage.isAtLeast(7, 6) || (lineage.isAtLeast(6, 8, 6) && !lineage.isAtLeast(7, 0)),
  };
}

async function fromNodes(elasticsearch: Elasticsearch): Promise<Product> {
  const query = { filter_path: 'nodes.*.version,nodes.*.build_flavor' };
  const { nodes = {} } = await elasticsearch.send({ method: 'GET', path: '/_nodes', query }, nodesSchema);
  const found = Object.values(nodes);
  const versions = found.map(({ version }) => Version.parse(version)).sort((a, b) => a.compare(b));
  const lowest = versions[0];
  if (lowest === undefined)
    throw new ServerFault(`${elasticsearch.address} lists no nodes`, { request: 'GET /_nodes' });
  // Elasticsearch has stated a build flavor since 6.3; OpenSearch dropped the field.
  const isOpenSearch = found.every(({ build_flavor }) => build_flavor === undefined);
  return { distribution: isOpenSearch ? 'opensearch' : 'elasticsearch', version: lowest };
}

async function fromRoot(elasticsearch: Elasticsearch): Promise<Product> {
  const { version } = await elasticsearch.send({ method: 'GET', path: '/' }, rootSchema);
  return {
    distribution: version.distribution === 'opensearch' ? 'opensearch' : 'elasticsearch',
    version: Version.parse(version.number),
  };
}

async function orError(source: Promise<Product>): Promise<Product | ElasticsearchError> {
  try {
    return await source;
  } catch (error) {
    if (error instanceof ElasticsearchError) return error;
    throw error;
  }
}
