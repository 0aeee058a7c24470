import { listNodes } from '../../elasticsearch/nodes';
import { pendingRestarts } from '../../planning/pending-restarts';
import type { PlannedRestart } from '../../planning/rollout-order';
import type { Dependencies } from '../cluster';
import { clusterNamed, podsOf } from '../cluster';
import { withinActivity } from '../within-activity';
import { inspectKubernetes } from './inspect-kubernetes';

export interface NextRestartInput {
  cluster: string;
  /** Only these pods; left out, all of them. */
  among?: string[];
}

export interface NextRestart {
  /** Null when every pod runs what its StatefulSet and ConfigMap say. */
  next: PlannedRestart | null;
  /** How many have to be restarted, this one included. */
  remaining: number;
  /** How many nodes the cluster has when it is complete. */
  expectedNodes: number;
  /** How many nodes can be elected. */
  masters: number;
}

/**
 * Reads anew which pod is to be restarted next. From the pods themselves, not from a list made at the start: whatever
 * happened in between, what is right is left alone and what is not is found.
 */
export async function nextRestart(dependencies: Dependencies, input: NextRestartInput): Promise<NextRestart> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const kubernetes = await inspectKubernetes(cluster, podsOf(cluster), 'patch');
  const nodes = await listNodes(cluster.elasticsearch);
  const { claim, container } = kubernetes.settings;
  const { mountPath } = cluster.repositorySettings;
  const wanted = { container, claim: claim.name, mountPath, pathRepo: kubernetes.pathRepo };
  const all = pendingRestarts(kubernetes.statefulSets, nodes, wanted);
  const pending = all.filter(({ pod }) => input.among?.includes(pod) ?? true);
  const [next = null] = pending;
  return {
    next,
    remaining: pending.length,
    expectedNodes: expectedNodes(kubernetes.statefulSets),
    masters: nodes.filter(({ isMasterEligible }) => isMasterEligible).length,
  };
}

function expectedNodes(statefulSets: Awaited<ReturnType<typeof inspectKubernetes>>['statefulSets']): number {
  return statefulSets.reduce((sum, { statefulSet }) => sum + (statefulSet?.spec.replicas ?? 1), 0);
}
