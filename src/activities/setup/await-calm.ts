import { Unavailable } from '../../elasticsearch/errors';
import { getDetailedHealth } from '../../elasticsearch/health';
import { insteadOf } from '../../planning/instead-of';
import { listNodes } from '../../elasticsearch/nodes';
import { operationsUnderWay } from '../../elasticsearch/operations';
import { unrest } from '../../planning/calm';
import type { Completeness } from '../../planning/calm';
import { missingPods } from '../../planning/missing-pods';
import type { Cluster, Dependencies } from '../cluster';
import { clusterNamed, podsOf } from '../cluster';
import { report } from '../liveness';
import { poll } from '../poll';
import { withinActivity } from '../within-activity';
import { describeOperation } from './inspect-elasticsearch';
import { inspectStatefulSets } from './inspect-kubernetes';

export interface AwaitCalmInput {
  cluster: string;
  /** Milliseconds after which to come back with an interim report. */
  slice: number;
}

/**
 * Waits until every pod's Elasticsearch is in the cluster, nothing moves and nothing is under way, or the slice is over.
 * @returns what it waits for still, a clause each; empty when a node may be stopped.
 */
export async function awaitCalm(dependencies: Dependencies, input: AwaitCalmInput): Promise<string[]> {
  return calmWithin(withinActivity(clusterNamed(input.cluster, dependencies)), input.slice);
}

/** The same for an activity that has its cluster already. */
export async function calmWithin(cluster: Cluster, slice: number): Promise<string[]> {
  const end = Date.now() + slice;
  return poll(async () => {
    const waitingFor = await insteadOf(Unavailable, unrestNow(cluster), ['no elected master']);
    if (waitingFor.length === 0 || Date.now() >= end) return waitingFor;
    report({ waitingFor });
    return undefined;
  });
}

async function unrestNow(cluster: Cluster): Promise<string[]> {
  const health = await getDetailedHealth(cluster.elasticsearch);
  return unrest(health, await completenessOf(cluster));
}

async function completenessOf(cluster: Cluster): Promise<Completeness> {
  const [statefulSets, nodes, operations] = await Promise.all([
    inspectStatefulSets(cluster, podsOf(cluster), 'patch'),
    listNodes(cluster.elasticsearch),
    operationsUnderWay(cluster.elasticsearch),
  ]);
  return { ...missingPods(statefulSets, nodes), operations: operations.map(describeOperation) };
}
