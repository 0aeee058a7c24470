import { excludedNames, readAllocation, readMinimumMasterNodes } from '../../elasticsearch/cluster-settings';
import { RepositoryMissing, RepositoryUnverified } from '../../elasticsearch/errors';
import { getDetailedHealth } from '../../elasticsearch/health';
import type { DetailedHealth } from '../../elasticsearch/health';
import { listNodes } from '../../elasticsearch/nodes';
import { onlyCopies } from '../../elasticsearch/only-copies';
import { operationsUnderWay } from '../../elasticsearch/operations';
import type { Operation } from '../../elasticsearch/operations';
import { listRepositories, verifyRepository } from '../../elasticsearch/repositories';
import type { ClusterNode } from '../../planning/cluster-node';
import { otherRegistrations, repositoryDifferences } from '../../planning/repository-difference';
import { withoutSecrets } from '../../planning/recordable-repository';
import { repositoryTypeObjection } from '../../planning/repository-type';
import { pathRepoProblem } from '../../planning/path-repo-problem';
import { wantedDefinition } from '../../planning/repository-wanted';
import type { ElasticsearchFacts, RepositoryFacts } from '../../planning/setup-facts';
import type { Cluster } from '../cluster';
import { poll, waitedSoFar } from '../poll';

/**
 * What Elasticsearch says of itself before a setup.
 * @param forRestarts whether nodes may be stopped because of it: then a state that passes within seconds is waited for.
 */
export async function inspectElasticsearch(cluster: Cluster, forRestarts: boolean): Promise<ElasticsearchFacts> {
  const { elasticsearch } = cluster;
  const [{ distribution, version }, health, nodes, minimumMasters, operations, allocation] = await Promise.all([
    elasticsearch.capabilities(),
    forRestarts ? steadyHealth(cluster) : getDetailedHealth(elasticsearch),
    listNodes(elasticsearch),
    readMinimumMasterNodes(elasticsearch),
    operationsUnderWay(elasticsearch),
    readAllocation(elasticsearch),
  ]);
  const names = nodes.map(({ name }) => name);
  return {
    ...{ distribution, version, health, nodes, minimumMasters },
    operations: operations.map(describeOperation),
    // With a place for replicas, a node is only stopped when the cluster is green.
    onlyCopies: await onlyCopies(elasticsearch, names, { replicasCome: health.dataNodes > 1 }),
    allocation: allocation.enable,
    excludedNodes: excludedNames(allocation).filter((name) => names.includes(name)),
    repository: await inspectRepository(cluster, nodes, operations.length > 0),
  };
}

/** A new day's index is yellow until its replicas have started, seconds later: not a reason to refuse. */
const yellowForAMoment = 10_000;

async function steadyHealth({ elasticsearch }: Cluster): Promise<DetailedHealth> {
  return poll(async () => {
    const health = await getDetailedHealth(elasticsearch);
    const mayPass = health.status === 'yellow' && health.dataNodes > 1;
    return mayPass && waitedSoFar() < yellowForAMoment ? undefined : health;
  });
}

async function inspectRepository(
  cluster: Cluster,
  nodes: readonly ClusterNode[],
  isBusy: boolean,
): Promise<RepositoryFacts> {
  const { elasticsearch, repository: name, repositorySettings } = cluster;
  const typeObjection = repositoryTypeObjection(repositorySettings.type, nodes);
  const all = await listRepositories(elasticsearch);
  const registered = all[name] ?? null;
  // A verification waits behind a running snapshot (seen for a minute on 6.7), and that one proves as much.
  const fault = registered === null || isBusy ? null : await faultOf(cluster);
  const wanted = wantedDefinition(repositorySettings, cluster.name, registered, fault === null);
  const others = otherRegistrations(all, name, wanted, nodes[0]?.pathRepo);
  const objections = repositorySettings.readonly
    ? []
    : others.map(
        (other) =>
          `repository ${other} is registered at the same place, and two that write there destroy each other's snapshots: name that one as repository.name, or choose another repository.location`,
      );
  const pathRepoObjection =
    cluster.kubernetes === undefined && registered === null ? pathRepoProblem(wanted, nodes) : null;
  const told = { typeObjection, pathRepoObjection, otherRegistrations: objections };
  if (registered === null) return { isRegistered: false, registered, differences: [], fault: null, ...told };
  const differences = repositoryDifferences(registered, wanted, nodes[0]?.pathRepo);
  return { isRegistered: true, registered: withoutSecrets(registered), differences, fault, ...told };
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

/** What is under way, a clause. */
export function describeOperation({ kind, repository, snapshot }: Operation): string {
  return `a ${kind} is under way in repository ${repository}${snapshot === undefined ? '' : ` (${snapshot})`}`;
}
