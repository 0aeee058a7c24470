import type { ClaimSettings } from './kubernetes-settings';
import type { Manifest, PersistentVolumeClaim } from './manifest';
import { ownLabels } from './own-labels';

const shared = 'ReadWriteMany';

/** The claim of the shared volume that all nodes of a cluster write their snapshots to. */
export function claimManifest(
  { name, storageClass, size }: ClaimSettings,
  namespace: string,
  cluster: string,
): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace, labels: ownLabels(cluster) },
    spec: {
      accessModes: [shared],
      ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
      resources: { requests: { storage: size } },
    },
  };
}

/** The warning for a volume whose reclaim policy is Delete. */
export function deletedWithClaim(claim: string): string {
  return `the volume of claim ${claim} has reclaim policy Delete: whoever deletes the claim deletes the snapshots; set kubernetes.claim.retainVolume, or the policy, to Retain`;
}

/** Why a claim that exists cannot hold the backups, a sentence each; empty when it can, or will once it is bound. */
export function claimObjections(claim: PersistentVolumeClaim, wanted: ClaimSettings): string[] {
  const objections = [beingDeleted(claim), lost(claim), notShared(claim), rawBlock(claim), otherClass(claim, wanted)];
  return objections.filter((objection) => objection !== null);
}

function beingDeleted({ metadata }: PersistentVolumeClaim): string | null {
  if (metadata.deletionTimestamp === undefined) return null;
  return `claim ${metadata.name} is being deleted: wait until it is gone, or name another one as kubernetes.claim.name`;
}

function lost({ metadata, spec, status }: PersistentVolumeClaim): string | null {
  if (status?.phase !== 'Lost') return null;
  const volume = spec.volumeName ?? 'its volume';
  return `claim ${metadata.name} has lost ${volume}: create that PersistentVolume again for it, or delete the claim`;
}

/** What a bound volume offers counts, not what was asked for. */
function notShared({ metadata, spec, status }: PersistentVolumeClaim): string | null {
  const modes = status?.accessModes ?? spec.accessModes ?? [];
  if (modes.includes(shared)) return null;
  return `claim ${metadata.name} offers ${modes.join(', ') || 'no access mode'}, but every Elasticsearch node has to write to it at once: name one with ${shared} as kubernetes.claim.name`;
}

function rawBlock({ metadata, spec }: PersistentVolumeClaim): string | null {
  if (spec['volumeMode'] !== 'Block') return null;
  return `claim ${metadata.name} is a raw block device, which no two nodes can share: name one with volumeMode Filesystem as kubernetes.claim.name`;
}

/** A class cannot be changed any more; an empty claim of a class that was mistyped would stand in the way for ever. */
function otherClass({ metadata, spec, status }: PersistentVolumeClaim, wanted: ClaimSettings): string | null {
  const isPending = status?.phase === 'Pending' && spec.volumeName === undefined;
  const { storageClassName } = spec;
  if (!isPending || wanted.storageClass === undefined || storageClassName === wanted.storageClass) return null;
  const asked = storageClassName === undefined ? 'no storage class' : `storage class ${storageClassName || '""'}`;
  return `claim ${metadata.name} waits for ${asked}, but kubernetes.claim.storageClass is ${wanted.storageClass}: it holds nothing yet, so delete it (kubectl delete pvc ${metadata.name})`;
}
