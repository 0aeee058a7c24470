import { getClusterUuid } from '../../elasticsearch/cluster-identity';
import { RepositoryUnverified } from '../../elasticsearch/errors';
import {
  getRepository,
  registerRepository as put,
  removeRepository,
  verifyRepository,
} from '../../elasticsearch/repositories';
import type { Repository } from '../../elasticsearch/repositories';
import { listSnapshots } from '../../elasticsearch/snapshots';
import { keepingAdditions } from '../../planning/repository-difference';
import { wantedDefinition } from '../../planning/repository-wanted';
import { otherWriter } from '../../planning/repository-writers';
import type { Cluster, Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { Refused } from '../failure';
import { withinActivity } from '../within-activity';
import { put as putAsBefore } from './put-repository-back';

/**
 * Registers the repository as logkeep.yaml describes it and has every node verify it. One that cannot be verified is put
 * back as it was: the server keeps it registered although its answer says that it failed.
 * @returns the names of the nodes that can use it.
 * @throws RepositoryUnverified with the nodes and the cause.
 */
export async function registerRepository(
  dependencies: Dependencies,
  input: { cluster: string; isUsable: boolean },
): Promise<string[]> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const { elasticsearch, repository, repositorySettings } = cluster;
  const registered = await getRepository(elasticsearch, repository);
  const wanted = wantedDefinition(repositorySettings, cluster.name, registered, input.isUsable);
  try {
    await put(elasticsearch, repository, registered === null ? wanted : keepingAdditions(registered, wanted));
    const nodes = await verifyRepository(elasticsearch, repository);
    if (!repositorySettings.readonly) await refuseOtherWriter(cluster);
    return nodes;
  } catch (error) {
    if (error instanceof RepositoryUnverified || error instanceof Refused) await putBack(cluster, registered);
    throw error;
  }
}

/** Before Elasticsearch 7.3 snapshots do not tell; there the owner file in the volume does. */
async function refuseOtherWriter({ elasticsearch, repository }: Cluster): Promise<void> {
  const own = await getClusterUuid(elasticsearch);
  const objection = otherWriter(await listSnapshots(elasticsearch, repository), own, Date.now());
  if (objection !== null) throw new Refused('The repository cannot be used', [objection]);
}

async function putBack(cluster: Cluster, before: Repository | null): Promise<void> {
  await (before === null ? removeRepository(cluster.elasticsearch, cluster.repository) : putAsBefore(cluster, before));
}
