import { z } from 'zod';
import type { ClusterNode } from '../planning/cluster-node';
import { repositoryTypesOf } from '../planning/repository-type';
import { getClusterIdentity } from './cluster-identity';
import type { Elasticsearch } from './elasticsearch';

const namedSchema = z
  .array(z.object({ name: z.string() }))
  .default([])
  .transform((named) => named.map(({ name }) => name));
// As it stands in elasticsearch.yml: a list, or a text that may hold several paths.
const pathRepoSchema = z
  .union([z.array(z.string()), z.string().transform((text) => text.split(',').map((path) => path.trim()))])
  .default([]);
const nodeSchema = z.object({
  name: z.string(),
  host: z.string(),
  ip: z.string(),
  version: z.string(),
  roles: z.array(z.string()).default([]),
  settings: z.object({ 'path.repo': pathRepoSchema }).default({ 'path.repo': [] }),
  plugins: namedSchema,
  modules: namedSchema,
});
const nodesSchema = z.object({ nodes: z.record(z.string(), nodeSchema) });

const wanted = ['name', 'host', 'ip', 'version', 'roles', 'plugins.name', 'modules.name'];
const filterPath = ['nodes.*.settings.path*', ...wanted.map((field) => `nodes.*.${field}`)].join(',');

/** The nodes that are in the cluster now, by name. */
export async function listNodes(elasticsearch: Elasticsearch): Promise<ClusterNode[]> {
  const query = { flat_settings: true, filter_path: filterPath };
  const [{ nodes }, { masterNode }] = await Promise.all([
    elasticsearch.send({ method: 'GET', path: '/_nodes/settings,plugins', query }, nodesSchema),
    getClusterIdentity(elasticsearch),
  ]);
  return Object.entries(nodes)
    .map(([id, node]) => toNode(id, node, masterNode))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function toNode(
  id: string,
  { roles, settings, ...node }: z.output<typeof nodeSchema>,
  elected: string | undefined,
): ClusterNode {
  return {
    id,
    ...node,
    // OpenSearch 2 renamed the role.
    isMasterEligible: roles.some((role) => role === 'master' || role === 'cluster_manager'),
    // data, and the tiers data_hot, data_content, …
    isData: roles.some((role) => /^data(_|$)/.test(role)),
    isElected: id === elected,
    pathRepo: settings['path.repo'],
  };
}

export interface NodeRepositoryTypes {
  node: string;
  types: string[];
}

/** The types of repository that each node can use, in the order of the nodes' names. */
export async function knownRepositoryTypes(elasticsearch: Elasticsearch): Promise<NodeRepositoryTypes[]> {
  const nodes = await listNodes(elasticsearch);
  return nodes.map((node) => ({ node: node.name, types: repositoryTypesOf(node) }));
}
