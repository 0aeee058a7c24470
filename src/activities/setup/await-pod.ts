import { listNodes } from '../../elasticsearch/nodes';
import { ElasticsearchError } from '../../elasticsearch/errors';
import { listEvents } from '../../kubernetes/events';
import { getPod } from '../../kubernetes/pods';
import { getStatefulSet } from '../../kubernetes/stateful-sets';
import type { Pod } from '../../planning/manifest';
import { isReady, patienceWith, podTrouble } from '../../planning/pod-trouble';
import { nodeOf } from '../../planning/restart-need';
import type { Cluster, Dependencies } from '../cluster';
import { clusterNamed, podsOf } from '../cluster';
import { Refused } from '../failure';
import { report } from '../liveness';
import { poll, waitedSoFar } from '../poll';
import { withinActivity } from '../within-activity';
import { failedCreate } from './failed-create';

export interface AwaitPodInput {
  cluster: string;
  pod: string;
  statefulSet: string;
  /** The pod that has to be gone; absent where there was none. */
  oldUid?: string;
  /** Whether it has to be made from the StatefulSet's newest template. */
  revision: 'newest' | 'any';
}

/** What any pod may take to start. */
const startPatience = 900_000;

/**
 * Waits until the pod's successor is there: another uid, made from the newest template where that is asked, Ready, and its
 * Elasticsearch in the cluster. Ready alone would not do: it says nothing of the template, nor of the cluster.
 * @throws Refused with the cause when it does not start.
 */
export async function awaitPod(dependencies: Dependencies, input: AwaitPodInput): Promise<void> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  await poll(async () => {
    const waitingFor = await missing(cluster, input);
    if (waitingFor === null) return true;
    report({ waitingFor: `${input.pod}: ${waitingFor}` });
    return undefined;
  });
}

/** What is still missing, a clause; null when nothing is. */
async function missing(cluster: Cluster, input: AwaitPodInput): Promise<string | null> {
  const { api, settings } = podsOf(cluster);
  const pod = await getPod(api, settings.namespace, input.pod);
  if (pod === null) return give(await noPod(cluster, input), waitedSoFar(), startPatience);
  if (pod.metadata.uid === input.oldUid)
    return give(
      `its predecessor is still stopping on node ${pod.spec.nodeName ?? 'unknown'}`,
      waitedSoFar(),
      startPatience,
    );
  if (!isReady(pod)) return notReady(cluster, input, pod);
  if (input.revision === 'newest' && !(await isNewest(cluster, pod, input.statefulSet)))
    return give(`it was made from an older template`, waitedSoFar(), startPatience);
  return (await hasJoined(cluster, pod))
    ? null
    : give('its Elasticsearch is not in the cluster yet', age(pod), startPatience);
}

async function isNewest(cluster: Cluster, pod: Pod, name: string): Promise<boolean> {
  const { api, settings } = podsOf(cluster);
  const statefulSet = await getStatefulSet(api, settings.namespace, name);
  const wanted = statefulSet?.status?.updateRevision;
  return wanted === undefined || pod.metadata.labels?.['controller-revision-hash'] === wanted;
}

async function noPod(cluster: Cluster, { statefulSet }: AwaitPodInput): Promise<string> {
  const failed = await failedCreate(podsOf(cluster), statefulSet);
  return failed === null ? 'it has not been created yet' : `it cannot be created: ${failed}`;
}

async function notReady(cluster: Cluster, input: AwaitPodInput, pod: Pod): Promise<string> {
  const { api, settings } = podsOf(cluster);
  const { name, uid } = pod.metadata;
  const trouble = podTrouble(pod, await listEvents(api, settings.namespace, 'Pod', name, uid));
  if (trouble === null) return give('it is starting', age(pod), startPatience);
  const isNew = pod.metadata.uid !== undefined && input.oldUid !== undefined;
  return give(trouble.what, age(pod), trouble.isHopeless && isNew ? 0 : patienceWith(trouble));
}

/** How long this has been waited for since the pod was made: its predecessor may have taken long to go. */
function age({ metadata }: Pod): number {
  return Math.min(waitedSoFar(), Math.max(0, Date.now() - Date.parse(metadata.creationTimestamp ?? '')));
}

/** @throws Refused when this has been waited for too long. */
function give(what: string, waited: number, patience: number): string {
  if (waited <= patience) return what;
  throw new Refused('A pod does not start', [what]);
}

/** While the master is away nobody can tell; then it has not joined. */
async function hasJoined({ elasticsearch }: Cluster, pod: Pod): Promise<boolean> {
  try {
    return nodeOf(pod, await listNodes(elasticsearch)) !== undefined;
  } catch (error) {
    if (error instanceof ElasticsearchError && error.retryable) return false;
    throw error;
  }
}
