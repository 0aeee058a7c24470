import { deletePod, listPods } from '../../kubernetes/pods';
import { ownLabels } from '../../planning/own-labels';
import type { Cluster, Dependencies } from '../cluster';
import { clusterNamed, podsOf } from '../cluster';
import { poll } from '../poll';
import { withinActivity } from '../within-activity';

export interface ProbeInput {
  cluster: string;
  /** Lower-case letters and digits; the same for every attempt of a run. */
  nonce: string;
}

/** Removes the probe pods that a run may have left; none left counts as removed. */
export async function removeProbe(dependencies: Dependencies, input: ProbeInput): Promise<void> {
  await clearProbes(withinActivity(clusterNamed(input.cluster, dependencies)), input.nonce);
}

/** How the probe pods of a nonce are called, before the number of each. */
export function probeName(nonce: string): string {
  return `logkeep-probe-${nonce}`;
}

/** Deletes the probe pods whose nonce begins so, and waits until they are gone: until then they use the volume. */
export async function clearProbes(cluster: Cluster, nonce: string): Promise<void> {
  const { api, settings } = podsOf(cluster);
  await poll(async () => {
    const own = await listPods(api, settings.namespace, ownLabels(cluster.name));
    const probes = own.filter(({ metadata }) => metadata.name.startsWith(probeName(nonce)));
    for (const { metadata } of probes.filter(({ metadata: { deletionTimestamp } }) => deletionTimestamp === undefined))
      await deletePod(api, settings.namespace, metadata.name, metadata.uid ?? '');
    return probes.length === 0 ? true : undefined;
  });
}
