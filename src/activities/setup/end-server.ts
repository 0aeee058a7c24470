import { getClusterIdentity } from '../../elasticsearch/cluster-identity';
import { ElasticsearchError } from '../../elasticsearch/errors';
import { listNodes } from '../../elasticsearch/nodes';
import { getPod } from '../../kubernetes/pods';
import { endServerCommand } from '../../planning/drain-hook';
import type { Cluster, Dependencies } from '../cluster';
import { clusterNamed, podsOf } from '../cluster';
import { report } from '../liveness';
import { poll } from '../poll';
import { withinActivity } from '../within-activity';

export interface EndServerInput {
  cluster: string;
  pod: string;
  /** This very pod; any other of its name is left alone. Absent: whichever there is. */
  uid?: string;
}

/**
 * Ends Elasticsearch in its container while the pod lives on, and waits until another master is elected. The pod's
 * address then answers with a reset: if the pod went at once, every node would hang for up to 45 s in attempts to connect
 * to an address that nobody has.
 */
export async function endServer(dependencies: Dependencies, input: EndServerInput): Promise<void> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const { api, settings } = podsOf(cluster);
  const { namespace, container } = settings;
  const pod = await getPod(api, namespace, input.pod);
  if (pod === null || (input.uid !== undefined && pod.metadata.uid !== input.uid)) return;
  // After a lost answer the other one may lead already: then there is nothing to end any more.
  if ((await electedMaster(cluster)) !== input.pod) return;
  await api.exec({ namespace, pod: input.pod, container }, endServerCommand());
  report({ waitingFor: 'the election of another master' });
  await poll(async () => {
    const master = await electedMaster(cluster);
    return master !== null && master !== input.pod ? true : undefined;
  });
}

/** The name of the elected master; null while there is none. */
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
