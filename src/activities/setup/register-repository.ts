import { getRepository, registerRepository as put, verifyRepository } from '../../elasticsearch/repositories';
import { definitionOf } from '../../planning/repository-definition';
import { keepingAdditions } from '../../planning/repository-difference';
import type { Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { withinActivity } from '../within-activity';

/**
 * Registers the repository as logkeep.yaml describes it and has every node verify it.
 * @returns the names of the nodes that can use it.
 * @throws RepositoryUnverified with the nodes and the cause.
 */
export async function registerRepository(dependencies: Dependencies, input: { cluster: string }): Promise<string[]> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const { elasticsearch, repository } = cluster;
  const wanted = definitionOf(cluster.repositorySettings, cluster.name);
  const registered = await getRepository(elasticsearch, repository);
  await put(elasticsearch, repository, registered === null ? wanted : keepingAdditions(registered, wanted));
  return verifyRepository(elasticsearch, repository);
}
