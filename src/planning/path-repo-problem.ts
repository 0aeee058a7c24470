import type { ClusterNode } from './cluster-node';
import { firstNames } from './listing';
import type { RepositoryDefinition } from './repository-definition';

/**
 * Why a repository in a folder cannot be used by a cluster whose nodes logkeep does not configure: path.repo of a node
 * does not have that folder. Null when all have it, and for other types.
 */
export function pathRepoProblem(
  { type, settings }: RepositoryDefinition,
  nodes: readonly ClusterNode[],
): string | null {
  const location = settings['location'];
  if (type !== 'fs' || location === undefined) return null;
  const lacking = nodes
    .filter(({ isMasterEligible, isData }) => isMasterEligible || isData)
    .filter(({ pathRepo }) => !pathRepo.some((folder) => `${location}/`.startsWith(`${folder.replace(/\/+$/, '')}/`)));
  if (lacking.length === 0) return null;
  return `path.repo of ${firstNames(lacking.map(({ name }) => name))} does not have ${location}: mount the shared volume and put it into path.repo in the elasticsearch.yml of every node, and restart them one by one; or say in the section "kubernetes" of logkeep.yaml where the cluster runs, so that setup does it`;
}
