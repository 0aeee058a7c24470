import { ElasticsearchError } from '../../elasticsearch/errors';
import { listNodes } from '../../elasticsearch/nodes';
import type { ClusterNode } from '../../planning/cluster-node';
import { expectedMasters } from '../../planning/expected-masters';
import { pendingRestarts } from '../../planning/pending-restarts';
import { isReady } from '../../planning/pod-trouble';
import type { PlannedRestart } from '../../planning/rollout-order';
import type { KubernetesFacts } from '../../planning/setup-facts';
import { isStandInThere } from '../../planning/stand-in';
import type { Cluster, Dependencies } from '../cluster';
import { clusterNamed, podsOf } from '../cluster';
import { report } from '../liveness';
import { poll, waitedSoFar } from '../poll';
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
  /** How many nodes can be elected once the cluster is complete, a stand-in not counted. */
  masters: number;
  /** Whether a stand-in is there to lead while the master restarts. */
  standsIn: boolean;
}

/** A pod that was deleted needs its grace period to go, and its successor is made at once. */
const longestAbsence = 300_000;

/**
 * Reads anew which pod is to be restarted next. From the pods themselves, not from a list made at the start: whatever
 * happened in between, what is right is left alone and what is not is found.
 */
export async function nextRestart(dependencies: Dependencies, input: NextRestartInput): Promise<NextRestart> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const kubernetes = await inspectWhenPresent(cluster, input.among ?? []);
  const nodes = await nodesOrNull(cluster);
  const pending = pendingOf(cluster, kubernetes, nodes).filter(({ pod }) => input.among?.includes(pod) ?? true);
  const standIns = kubernetes.statefulSets.filter(
    ({ statefulSet }) => statefulSet !== null && isStandInThere(statefulSet),
  );
  return {
    next: pending[0] ?? null,
    remaining: pending.length,
    masters: expectedMasters(kubernetes.statefulSets, nodes ?? []) - standIns.length,
    standsIn: standIns.length > 0,
  };
}

/** What stands there, once the pods that this is about are: one that is just being replaced would be overlooked. */
async function inspectWhenPresent(cluster: Cluster, among: readonly string[]): Promise<KubernetesFacts> {
  return poll(async () => {
    const kubernetes = await inspectKubernetes(cluster, podsOf(cluster), 'patch');
    const pods = kubernetes.statefulSets.flatMap((one) => one.pods);
    const present = pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    const absent = among.filter((name) => present.every(({ metadata }) => metadata.name !== name));
    if (absent.length === 0 || waitedSoFar() > longestAbsence) return kubernetes;
    report({ waitingFor: `${absent.join(', ')} to be replaced` });
    return undefined;
  });
}

/** Null while the cluster has no master: then it cannot say who belongs to it. */
async function nodesOrNull({ elasticsearch }: Cluster): Promise<ClusterNode[] | null> {
  try {
    return await listNodes(elasticsearch);
  } catch (error) {
    if (error instanceof ElasticsearchError && error.retryable) return null;
    throw error;
  }
}

/** Without a master only pods that are not Ready are restarted: one of them may be the master that cannot start. */
function pendingOf(cluster: Cluster, kubernetes: KubernetesFacts, nodes: ClusterNode[] | null): PlannedRestart[] {
  const { claim, container } = kubernetes.settings;
  const { mountPath } = cluster.repositorySettings;
  const wanted = { container, claim: claim.name, mountPath, pathRepo: kubernetes.pathRepo };
  if (nodes !== null) return pendingRestarts(kubernetes.statefulSets, nodes, wanted);
  const broken = kubernetes.statefulSets.map((one) => ({ ...one, pods: one.pods.filter((pod) => !isReady(pod)) }));
  return pendingRestarts(broken, [], wanted);
}
