import { deletePod, listPods } from '../../kubernetes/pods';
import { ownLabels } from '../../planning/own-labels';
import type { Dependencies } from '../cluster';
import { clusterNamed, podsOf } from '../cluster';
import { withinActivity } from '../within-activity';

export interface ProbeInput {
  cluster: string;
  /** Lower-case letters and digits; the same for every attempt of a run. */
  nonce: string;
}

/** Removes the probe pods that a run may have left; none left counts as removed. */
export async function removeProbe(dependencies: Dependencies, input: ProbeInput): Promise<void> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const { api, settings } = podsOf(cluster);
  const own = await listPods(api, settings.namespace, ownLabels(cluster.name));
  const probes = own.filter(({ metadata }) => metadata.name.startsWith(`logkeep-probe-${input.nonce}`));
  for (const { metadata } of probes) await deletePod(api, settings.namespace, metadata.name, metadata.uid ?? '');
}
