import { readAllocation } from '../../elasticsearch/cluster-settings';
import { RepositoryMissing, RepositoryUnverified } from '../../elasticsearch/errors';
import { getDetailedHealth } from '../../elasticsearch/health';
import { listNodes } from '../../elasticsearch/nodes';
import { onlyCopies } from '../../elasticsearch/only-copies';
import { operationsUnderWay } from '../../elasticsearch/operations';
import type { Operation } from '../../elasticsearch/operations';
import { getRepository, verifyRepository } from '../../elasticsearch/repositories';
import type { ClusterNode } from '../../planning/cluster-node';
import { repositoryDifferences } from '../../planning/repository-difference';
import { repositoryTypeObjection } from '../../planning/repository-type';
import { wantedDefinition } from '../../planning/repository-wanted';
import type { ElasticsearchFacts, RepositoryFacts } from '../../planning/setup-facts';
import type { Cluster } from '../cluster';

/** What Elasticsearch says of itself before a setup. */
export async function inspectElasticsearch(cluster: Cluster): Promise<ElasticsearchFacts> {
  const { elasticsearch } = cluster;
  const [{ distribution, version }, health, nodes, operations, allocation] = await Promise.all([
    elasticsearch.capabilities(),
    getDetailedHealth(elasticsearch),
    listNodes(elasticsearch),
    operationsUnderWay(elasticsearch),
    readAllocation(elasticsearch),
  ]);
  const names = nodes.map(({ name }) => name);
  const excluded = Object.values(allocation.excludeNames).flatMap((list) => list.split(','));
  return {
    ...{ distribution, version, health, nodes },
    operations: operations.map(describe),
    onlyCopies: await onlyCopies(elasticsearch, names),
    allocation: allocation.enable,
    excludedNodes: excluded.map((name) => name.trim()).filter((name) => names.includes(name)),
    repository: await inspectRepository(cluster, nodes),
  };
}

async function inspectRepository(cluster: Cluster, nodes: readonly ClusterNode[]): Promise<RepositoryFacts> {
  const { elasticsearch, repository: name, repositorySettings } = cluster;
  const typeObjection = repositoryTypeObjection(repositorySettings.type, nodes);
  const registered = await getRepository(elasticsearch, name);
  if (registered === null) return { isRegistered: false, differences: [], fault: null, typeObjection };
  const fault = await faultOf(cluster);
  const wanted = wantedDefinition(repositorySettings, cluster.name, registered, fault === null);
  const differences = repositoryDifferences(registered, wanted, nodes[0]?.pathRepo);
  return { isRegistered: true, differences, fault, typeObjection };
}

/** Why not every node can use the registered repository; null when they can. */
async function faultOf({ elasticsearch, repository }: Cluster): Promise<string | null> {
  try {
    await verifyRepository(elasticsearch, repository);
    return null;
  } catch (error) {
    if (error instanceof RepositoryUnverified || error instanceof RepositoryMissing) return error.message;
    throw error;
  }
}

function describe({ kind, repository, snapshot }: Operation): string {
  return `a ${kind} is under way in repository ${repository}${snapshot === undefined ? '' : ` (${snapshot})`}`;
}
