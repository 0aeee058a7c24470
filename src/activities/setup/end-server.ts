import { getClusterIdentity } from '../../elasticsearch/cluster-identity';
import { ElasticsearchError } from '../../elasticsearch/errors';
import { listNodes } from '../../elasticsearch/nodes';
import { ExecFailed, Forbidden, KubernetesError } from '../../kubernetes/errors';
import { getPod } from '../../kubernetes/pods';
import { endServerCommand } from '../../planning/drain-hook';
import type { PlannedRestart } from '../../planning/rollout-order';
import type { Cluster, Dependencies, OnKubernetes } from '../cluster';
import { clusterNamed, podsOf } from '../cluster';
import { report } from '../liveness';
import { poll, waitedSoFar } from '../poll';
import { withinActivity } from '../within-activity';

export type EndServerInput = Pick<PlannedRestart, 'pod' | 'node'> & {
  cluster: string;
  /** This very pod; any other of its name is left alone. Absent: whichever there is. */
  uid?: string;
};

/** An election takes seconds; a cluster that has none by then will not get one by waiting. */
const patience = 90_000;

/**
 * Ends Elasticsearch in its container while the pod lives on, and waits until another master is elected. The pod's
 * address then answers with a reset: if the pod went at once, every node would hang for up to 45 s in attempts to connect
 * to an address that nobody has. Ends it once: after that it is for the others to elect.
 * @returns whether another node leads now; false where no command could be run, or nobody else was elected.
 */
export async function endServer(dependencies: Dependencies, input: EndServerInput): Promise<boolean> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const onKubernetes = podsOf(cluster);
  const pod = await getPod(onKubernetes.api, onKubernetes.settings.namespace, input.pod);
  if (pod === null || (input.uid !== undefined && pod.metadata.uid !== input.uid)) return true;
  // Nobody being known to lead does not mean that it is not this one.
  const leader = await leaderWithin(cluster, () => true);
  if (leader !== input.node) return leader !== null;
  if (!(await askToEnd(onKubernetes, input.pod))) return false;
  report({ waitingFor: 'the election of another master' });
  return (await leaderWithin(cluster, (name) => name !== input.node)) !== null;
}

async function askToEnd({ api, settings }: OnKubernetes, pod: string): Promise<boolean> {
  const { namespace, container } = settings;
  try {
    const { stdout } = await api.exec({ namespace, pod, container }, endServerCommand());
    return Number(stdout) > 0;
  } catch (error) {
    if (error instanceof Forbidden || (error instanceof ExecFailed && !error.retryable)) return false;
    if (error instanceof KubernetesError && waitedSoFar() > patience) return false;
    throw error;
  }
}

/** The name of the elected master, once there is one that will do; null when there is none in time. */
function leaderWithin(cluster: Cluster, willDo: (name: string) => boolean): Promise<string | null> {
  return poll(async () => {
    const leader = await electedMaster(cluster);
    if (leader !== null && willDo(leader)) return leader;
    return waitedSoFar() > patience ? null : undefined;
  });
}

async function electedMaster({ elasticsearch }: Cluster): Promise<string | null> {
  try {
    const { masterNode } = await getClusterIdentity(elasticsearch);
    const nodes = await listNodes(elasticsearch);
    return nodes.find(({ id }) => id === masterNode)?.name ?? null;
  } catch (error) {
    if (error instanceof ElasticsearchError && error.retryable) return null;
    throw error;
  }
}
