import { createClaim, getClaim } from '../../kubernetes/claims';
import { AlreadyExists } from '../../kubernetes/errors';
import { listEvents } from '../../kubernetes/events';
import { insteadOf } from '../../planning/instead-of';
import { getStorageClass, getVolume, listStorageClasses, retainVolume } from '../../kubernetes/volumes';
import { claimManifest, claimObjections, deletedWithClaim } from '../../planning/claim';
import type { PersistentVolumeClaim } from '../../planning/manifest';
import { pendingCause } from '../../planning/pending-claim';
import type { Cluster, Dependencies } from '../cluster';
import { clusterNamed, podsOf } from '../cluster';
import { Refused } from '../failure';
import { report } from '../liveness';
import { poll, waitedSoFar } from '../poll';
import { withinActivity } from '../within-activity';

export interface EnsuredClaim {
  name: string;
  /** False where only a pod is missing that uses it. */
  isBound: boolean;
  warnings: string[];
}

/** A provisioner that has said nothing good within this time is asked about. */
const patience = 120_000;

/**
 * Creates the claim of the backup volume or takes the one that exists, and waits until it is bound, or until only a pod
 * is missing that uses it. It is never deleted again, by nothing here.
 * @throws Refused with the cause when it cannot be used or does not become bound.
 */
export async function ensureClaim(dependencies: Dependencies, input: { cluster: string }): Promise<EnsuredClaim> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const { api, settings } = podsOf(cluster);
  const { namespace, claim: wanted } = settings;
  if ((await getClaim(api, namespace, wanted.name)) === null)
    await insteadOf(AlreadyExists, createClaim(api, namespace, claimManifest(wanted, namespace, cluster.name)), null);
  const claim = await poll(async () => {
    const found = await getClaim(api, namespace, wanted.name);
    if (found === null)
      throw new Refused('The backup volume cannot be claimed', [`claim ${wanted.name} is gone again`]);
    const objections = claimObjections(found, wanted);
    if (objections.length > 0) throw new Refused('The backup volume cannot be used', objections);
    return found.status?.phase === 'Bound' || (await waitsForPod(cluster, found)) ? found : undefined;
  });
  const isBound = claim.status?.phase === 'Bound';
  return { name: wanted.name, isBound, warnings: await keepVolume(cluster, claim) };
}

/** Whether the volume comes only with the first pod that uses it: then there is nothing to wait for here. */
async function waitsForPod(cluster: Cluster, claim: PersistentVolumeClaim): Promise<boolean> {
  const { api, settings } = podsOf(cluster);
  const { namespace } = settings;
  const { name, uid } = claim.metadata;
  const className = claim.spec.storageClassName;
  const [events, storageClass, classes] = await Promise.all([
    listEvents(api, namespace, 'PersistentVolumeClaim', name, uid),
    className === undefined ? null : getStorageClass(api, className),
    listStorageClasses(api),
  ]);
  const cause = pendingCause(claim, events, {
    ...(storageClass === 'forbidden' || className === undefined ? {} : { storageClass }),
    ...(classes === 'forbidden' ? {} : { classes: classes.map(({ metadata }) => metadata.name) }),
  });
  if (cause.waitsForPod) return true;
  if (cause.permanent || waitedSoFar() > patience)
    throw new Refused('The backup volume is not there', [cause.sentence]);
  report({ waitingFor: cause.sentence });
  return false;
}

/** Keeps the volume from being deleted with its claim, where that is wanted; warns where it is not. */
async function keepVolume(cluster: Cluster, { metadata, spec }: PersistentVolumeClaim): Promise<string[]> {
  const { api, settings } = podsOf(cluster);
  const volume = spec.volumeName === undefined ? null : await getVolume(api, spec.volumeName);
  if (volume === null || volume === 'forbidden' || volume.spec.persistentVolumeReclaimPolicy !== 'Delete') return [];
  if (!settings.claim.retainVolume) return [deletedWithClaim(metadata.name)];
  await retainVolume(api, volume.metadata.name);
  return [];
}
