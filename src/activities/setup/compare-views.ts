import { z } from 'zod';
import { ApiServerTimedOut, ExecFailed, Forbidden } from '../../kubernetes/errors';
import { sightObjection } from '../../planning/handover';
import type { NodeView } from '../../planning/handover';
import type { Cluster, Dependencies, OnKubernetes } from '../cluster';
import { clusterNamed, podsOf } from '../cluster';
import { poll } from '../poll';
import { withinActivity } from '../within-activity';
import { inspectStatefulSets } from './inspect-kubernetes';

const stateSchema = z.object({
  master_node: z.string().nullish(),
  nodes: z.record(z.string(), z.object({ name: z.string() })).default({}),
});

const viewCommand = [
  'curl',
  '-sS',
  '--max-time',
  '5',
  'http://127.0.0.1:9200/_cluster/state/master_node,nodes?local=true&filter_path=master_node,nodes.*.name',
];
/** What has just joined may not be known everywhere yet. */
const patience = 30_000;

/**
 * Asks every node in its own pod whom it sees, until all of them see each other and the same master.
 * @returns what keeps them from it, a clause, or null.
 */
export async function compareViews(dependencies: Dependencies, input: { cluster: string }): Promise<string | null> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const onKubernetes = podsOf(cluster);
  const start = Date.now();
  return poll(async () => {
    const objection = await viewsObjection(cluster, onKubernetes);
    return objection === null || Date.now() - start > patience ? objection : undefined;
  });
}

/** What keeps the nodes from all seeing each other just now, a clause, or null. */
export async function viewsObjection(cluster: Cluster, onKubernetes: OnKubernetes): Promise<string | null> {
  const statefulSets = await inspectStatefulSets(cluster, onKubernetes, 'patch');
  const pods = statefulSets.flatMap((one) => one.pods.map(({ metadata }) => metadata.name));
  try {
    const views = await Promise.all(pods.map((pod) => viewOf(onKubernetes, pod)));
    return sightObjection(views, pods);
  } catch (error) {
    if ([ExecFailed, Forbidden, ApiServerTimedOut].some((kind) => error instanceof kind))
      return (error as Error).message;
    throw error;
  }
}

async function viewOf({ api, settings }: OnKubernetes, pod: string): Promise<NodeView> {
  const { namespace, container } = settings;
  const { exitCode, stdout } = await api.exec({ namespace, pod, container }, viewCommand);
  if (exitCode !== 0) return { pod, master: null, nodes: [] };
  const state = stateSchema.safeParse(jsonOf(stdout));
  if (!state.success) return { pod, master: null, nodes: [] };
  const { master_node: id, nodes } = state.data;
  const names = Object.values(nodes).map(({ name }) => name);
  return { pod, master: id == null ? null : (nodes[id]?.name ?? null), nodes: names };
}

/** A proxy's page or a refusal is no JSON: then the node's view is not known. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
