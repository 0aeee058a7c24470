import { deletePod, listPods } from '../../kubernetes/pods';
import { firstNames } from '../../planning/listing';
import { ownLabels } from '../../planning/own-labels';
import type { Cluster, Dependencies } from '../cluster';
import { clusterNamed, podsOf } from '../cluster';
import { Refused } from '../failure';
import { pollFor } from '../poll';
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

/** A mount that hangs keeps its pod for as long as the kubelet tries to end it. */
const patience = 900_000;

/**
 * Deletes the probe pods whose nonce begins so, and waits until they are gone: until then they use the volume.
 * @throws Refused when they do not go.
 */
export async function clearProbes(cluster: Cluster, nonce: string): Promise<void> {
  const { api, settings } = podsOf(cluster);
  const look = async () => {
    const own = await listPods(api, settings.namespace, ownLabels(cluster.name));
    return own.filter(({ metadata }) => metadata.name.startsWith(probeName(nonce)));
  };
  const clear = async () => {
    const probes = await look();
    for (const { metadata } of probes.filter(({ metadata: { deletionTimestamp } }) => deletionTimestamp === undefined))
      await deletePod(api, settings.namespace, metadata.name, metadata.uid ?? '');
    return probes.length === 0 ? true : undefined;
  };
  await pollFor(patience, clear, async () => {
    const left = (await look()).map(({ metadata, spec }) => `${metadata.name} on node ${spec.nodeName ?? 'unknown'}`);
    return new Refused('Pods of the volume probe do not go', [`${firstNames(left)}: look at the node`]);
  });
}
