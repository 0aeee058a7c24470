import type { ChangeMode } from '../../planning/required-rights';
import type { SetupFacts } from '../../planning/setup-facts';
import type { Cluster } from '../cluster';
import { inspectCurator } from './inspect-curator';
import { inspectElasticsearch } from './inspect-elasticsearch';
import { inspectHandover } from './inspect-handover';
import { inspectKubernetes } from './inspect-kubernetes';

/**
 * Reads everything that the plan of a setup is made from. Changes nothing.
 * @param forRestarts whether pods may be restarted by the plan: then waits while the cluster is yellow for a moment, and
 * runs commands in the pods to see if a single master could be handed over.
 */
export async function gatherFacts(cluster: Cluster, mode: ChangeMode, forRestarts = true): Promise<SetupFacts> {
  const { name, repositorySettings: repository } = cluster;
  const [elasticsearch, curator, kubernetes] = await Promise.all([
    inspectElasticsearch(cluster, forRestarts),
    cluster.kubernetes === undefined ? undefined : inspectCurator(cluster, cluster.kubernetes),
    // Only a file system has to be mounted into the pods.
    cluster.kubernetes === undefined || repository.type !== 'fs'
      ? undefined
      : inspectKubernetes(cluster, cluster.kubernetes, mode),
  ]);
  const facts = { cluster: name, repository, elasticsearch, ...(curator === undefined ? {} : { curator }) };
  if (kubernetes === undefined) return { ...facts, handoverObjection: null };
  const handoverObjection = forRestarts ? await inspectHandover(cluster, kubernetes, elasticsearch) : null;
  return { ...facts, kubernetes, handoverObjection };
}
