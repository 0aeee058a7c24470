import { ElasticsearchError } from '../../elasticsearch/errors';
import { listNodes } from '../../elasticsearch/nodes';
import type { ClusterNode } from '../../planning/cluster-node';
import { dueRestarts } from '../../planning/due-restarts';
import { expectedMasters } from '../../planning/expected-masters';
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
  /** Only these pods, and those that are out of the cluster; left out, all of them. */
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
/** A request may fail or an election be under way; a cluster that gives no answer for this long has no master. */
const longestSilence = 60_000;

/**
 * Reads anew which pod is to be restarted next. From the pods themselves, not from a list made at the start: whatever
 * happened in between, what is right is left alone and what is not is found.
 * @throws ElasticsearchError, which is tried again, while it cannot be told whether there is one.
 */
export async function nextRestart(dependencies: Dependencies, input: NextRestartInput): Promise<NextRestart> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const kubernetes = await inspectWhenPresent(cluster, input.among ?? []);
  const { nodes, due } = await lookForDue(cluster, kubernetes, input.among);
  const standIns = kubernetes.statefulSets.filter(
    ({ statefulSet }) => statefulSet !== null && isStandInThere(statefulSet),
  );
  return {
    next: due[0] ?? null,
    remaining: due.length,
    masters: expectedMasters(kubernetes.statefulSets, nodes) - standIns.length,
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

interface Due {
  nodes: ClusterNode[];
  due: PlannedRestart[];
}

async function lookForDue(cluster: Cluster, kubernetes: KubernetesFacts, among?: readonly string[]): Promise<Due> {
  const { claim, container } = kubernetes.settings;
  const { mountPath } = cluster.repositorySettings;
  const wanted = { container, claim: claim.name, mountPath, pathRepo: kubernetes.pathRepo };
  const start = Date.now();
  return poll(async () => {
    const nodes = await nodesOrError(cluster);
    const isKnown = !(nodes instanceof ElasticsearchError);
    const due = dueRestarts(kubernetes.statefulSets, isKnown ? nodes : null, wanted, among);
    if (isKnown) return { nodes, due: due ?? [] };
    if (Date.now() - start < longestSilence) return undefined;
    if (due === null) throw nodes;
    return { nodes: [], due };
  });
}

async function nodesOrError({ elasticsearch }: Cluster): Promise<ClusterNode[] | ElasticsearchError> {
  try {
    return await listNodes(elasticsearch);
  } catch (error) {
    if (error instanceof ElasticsearchError && error.retryable) return error;
    throw error;
  }
}
