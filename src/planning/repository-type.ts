import type { ClusterNode } from './cluster-node';
import { firstNames } from './listing';

/**
 * The types of repository that a node can use. `fs` is part of the server; every other comes from a module or a plugin
 * named after it: `repository-url` (a module everywhere), -s3, -gcs and -azure (plugins before Elasticsearch 8, modules
 * since), -hdfs and any other (always plugins).
 */
export function repositoryTypesOf({ modules, plugins }: Pick<ClusterNode, 'modules' | 'plugins'>): string[] {
  const named = [...modules, ...plugins].flatMap((name) => /^repository-(.+)$/.exec(name)?.[1] ?? []);
  return [...new Set(['fs', ...named])].sort();
}

/** The master and data nodes that cannot use repositories of a type. */
export function nodesWithoutType(type: string, nodes: readonly ClusterNode[]): string[] {
  return nodes
    .filter(({ isMasterEligible, isData }) => isMasterEligible || isData)
    .filter((node) => !repositoryTypesOf(node).includes(type))
    .map(({ name }) => name);
}

/** Why a repository of a type cannot be registered, and what to do; null when every node that matters can use it. */
export function repositoryTypeObjection(type: string, nodes: readonly ClusterNode[]): string | null {
  const lacking = nodesWithoutType(type, nodes);
  return lacking.length === 0
    ? null
    : `${firstNames(lacking)} cannot use repositories of type ${type}: ${pluginAdvice(type)}`;
}

/** What to do where a server does not know a type. */
export function pluginAdvice(type: string): string {
  return `put the plugin repository-${type} into the image of every master and data node, or choose another repository.type`;
}
