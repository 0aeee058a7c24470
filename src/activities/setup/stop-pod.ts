import { clearExcludedNames } from '../../elasticsearch/cluster-settings';
import { getConfigMap } from '../../kubernetes/config-maps';
import { servingAddresses } from '../../kubernetes/endpoints';
import { ExecFailed, Forbidden, KubernetesError } from '../../kubernetes/errors';
import { insteadOf } from '../../planning/instead-of';
import { deletePod, getPod } from '../../kubernetes/pods';
import { drainHook, endHookCommand, longestDrain } from '../../planning/drain-hook';
import type { Pod } from '../../planning/manifest';
import type { PlannedRestart } from '../../planning/rollout-order';
import type { Cluster, Dependencies, OnKubernetes } from '../cluster';
import { clusterNamed, podsOf } from '../cluster';
import { report } from '../liveness';
import { poll, waitedSoFar } from '../poll';
import { withinActivity } from '../within-activity';
import { calmWithin } from './await-calm';
import { noMoreConnections } from './no-more-connections';
import { promoteReplicas } from './promote-replicas';

export type StopPodInput = Pick<PlannedRestart, 'pod' | 'node' | 'uid'> & {
  cluster: string;
  /** Do not delete it: only see a deletion that was begun to its end. */
  onlyIfStopping?: boolean;
  /** Delete it only when the cluster is calm within these milliseconds: what was calm when its turn came may not be now. */
  ifCalmWithin?: number;
};

/** Where nobody may look at the Service, it is given this long. */
const longestDeparture = 10_000;

/**
 * Deletes one pod, this very one, in the way that writers notice least: it leaves its Service first, then its replicas
 * elsewhere take over, and only then is its drain hook ended, so that Elasticsearch stops at once instead of after the
 * whole grace period.
 * @returns what keeps the pod from being stopped, a clause each, with nothing done; undefined otherwise.
 */
export async function stopPod(dependencies: Dependencies, input: StopPodInput): Promise<string[] | undefined> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const { api, settings } = podsOf(cluster);
  const pod = await getPod(api, settings.namespace, input.pod);
  if (pod?.metadata.uid !== input.uid) return undefined;
  const isStopping = pod.metadata.deletionTimestamp !== undefined;
  if (input.onlyIfStopping === true && !isStopping) return undefined;
  if (input.ifCalmWithin !== undefined && !isStopping) {
    const unrest = await calmWithin(cluster, input.ifCalmWithin);
    if (unrest.length > 0) return unrest;
  }
  const hook = await drainHookOf(cluster, pod);
  // Without a hook, Elasticsearch is told to stop at once.
  if (hook === null && !isStopping) await promoteReplicas(cluster, input.node);
  await deletePod(api, settings.namespace, input.pod, input.uid);
  if (hook !== null) await endDrain(cluster, input, pod, hook);
  return undefined;
}

async function drainHookOf(cluster: Cluster, pod: Pod): Promise<readonly string[] | null> {
  const { api, settings } = podsOf(cluster);
  const main = pod.spec.containers.find(({ name }) => name === settings.container);
  const files = await getConfigMap(api, settings.namespace, settings.configMap.name);
  return drainHook(main, files?.data);
}

/** The hook is a guest in the pod: where it cannot be ended, the pod stops when its grace period is over. */
async function endDrain(cluster: Cluster, input: StopPodInput, pod: Pod, hook: readonly string[]): Promise<void> {
  const { api, settings } = podsOf(cluster);
  const { namespace, container } = settings;
  const { name, uid } = pod.metadata;
  report({ waitingFor: `the Service to let go of ${name}` });
  const clearExclusion = () => clearExcludedNames(cluster.elasticsearch, [input.node, name]);
  await leftService({ api, settings }, pod, clearExclusion);
  await noMoreConnections(cluster, input.node);
  await clearExclusion();
  await promoteReplicas(cluster, input.node);
  report({ waitingFor: `the pre-stop hook of ${name} to end` });
  const end = Date.now() + longestDrain(pod);
  await poll(async () => {
    const now = await getPod(api, namespace, name);
    // On a node that does not answer it never ends: who waits for the successor says so.
    if (now?.metadata.uid !== uid || Date.now() > end) return true;
    try {
      const { stdout } = await api.exec({ namespace, pod: name, container }, endHookCommand(hook));
      // Ended, or it has not begun yet.
      return Number(stdout) > 0 ? true : undefined;
    } catch (error) {
      if (error instanceof ExecFailed)
        return error.fault === 'broken off' || error.fault === 'unknown' ? undefined : true;
      if (error instanceof Forbidden) return true;
      if (error instanceof KubernetesError && error.retryable) return undefined;
      throw error;
    }
  });
}

async function leftService(
  { api, settings }: OnKubernetes,
  { status }: Pod,
  meanwhile: () => Promise<unknown>,
): Promise<void> {
  const { namespace } = settings;
  const address = status?.podIP;
  if (address !== undefined) {
    await poll(async () => {
      // The hook has its node emptied from its first moment on: nothing is to move for the sake of a restart.
      await meanwhile();
      const ready = await insteadOf(Forbidden, servingAddresses(api, namespace), null);
      const isOut = ready !== null && !ready.includes(address);
      return isOut || waitedSoFar() > longestDeparture ? true : undefined;
    });
  }
}
