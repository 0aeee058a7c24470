import type { ObjectEvent, PersistentVolumeClaim, StorageClass } from './manifest';

/** What is known of the storage besides the claim; left out where logkeep may not look. */
export interface KnownStorage {
  /** The claim's class; null when there is none of that name. */
  storageClass?: StorageClass | null;
  /** The names of all classes. */
  classes?: string[];
}

/** One cause: a clause that says what is wrong and what to do. */
export interface Cause {
  why: string;
  /** Waiting on does not help. */
  permanent: boolean;
  waitsForPod?: boolean;
}

/** @param event the newest one about binding. */
type Judge = (claim: PersistentVolumeClaim, event: ObjectEvent | undefined, known: KnownStorage) => Cause | null;

/** The first that finds a cause decides. */
export const pendingJudges: Judge[] = [
  lost,
  classMissing,
  waitsForPod,
  noClass,
  noProvisioner,
  notShared,
  noRoom,
  mismatch,
  provisionerSilent,
  provisioningFailed,
];

function lost({ spec, status }: PersistentVolumeClaim): Cause | null {
  if (status?.phase !== 'Lost') return null;
  const volume = spec.volumeName ?? 'its volume';
  return { why: `${volume} is gone; create that PersistentVolume again for it, or delete the claim`, permanent: true };
}

function classMissing(
  { spec }: PersistentVolumeClaim,
  event: ObjectEvent | undefined,
  known: KnownStorage,
): Cause | null {
  const said = /storageclass\S* "([^"]+)" not found/i.exec(event?.message ?? '')?.[1];
  const missing =
    known.storageClass === null ? spec.storageClassName : known.storageClass === undefined ? said : undefined;
  if (missing === undefined || missing === '') return null;
  const others = known.classes?.length ? `, there is ${known.classes.join(', ')}` : '';
  const remedy =
    'set kubernetes.claim.storageClass to one that offers ReadWriteMany and delete the claim, or create it';
  return { why: `there is no storage class ${missing}${others}; ${remedy}`, permanent: true };
}

function waitsForPod(_: PersistentVolumeClaim, event: ObjectEvent | undefined, known: KnownStorage): Cause | null {
  const isWaiting =
    event === undefined
      ? known.storageClass?.volumeBindingMode === 'WaitForFirstConsumer'
      : ['WaitForFirstConsumer', 'WaitForPodScheduled'].includes(event.reason);
  return isWaiting
    ? { why: 'its volume is made when the first pod uses it', permanent: false, waitsForPod: true }
    : null;
}

function noClass({ spec }: PersistentVolumeClaim, event: ObjectEvent | undefined): Cause | null {
  if (event?.reason !== 'FailedBinding' || (spec.storageClassName ?? '') !== '') return null;
  const why =
    spec.storageClassName === ''
      ? 'it asks for a volume without a storage class, and no free one fits; create a PersistentVolume with ReadWriteMany of its size'
      : 'it names no storage class and the cluster has no default one; set kubernetes.claim.storageClass to one that offers ReadWriteMany and delete the claim';
  return { why, permanent: true };
}

function noProvisioner(_: PersistentVolumeClaim, __: ObjectEvent | undefined, known: KnownStorage): Cause | null {
  if (known.storageClass?.provisioner !== 'kubernetes.io/no-provisioner') return null;
  const { name } = known.storageClass.metadata;
  return {
    why: `storage class ${name} makes no volumes by itself and no free one fits; create a PersistentVolume of that class with ReadWriteMany and its size`,
    permanent: true,
  };
}

function notShared({ spec }: PersistentVolumeClaim, event: ObjectEvent | undefined): Cause | null {
  const said = event?.reason === 'ProvisioningFailed' ? event.message : '';
  if (!/access ?modes?|ReadWriteMany|ReadWriteOnce|volume capabilit/i.test(said)) return null;
  const name = spec.storageClassName ?? 'the default one';
  return {
    why: `storage class ${name} offers no ReadWriteMany (${trimmed(said)}); set kubernetes.claim.storageClass to one that does, such as NFS, and delete the claim`,
    permanent: true,
  };
}

function noRoom(_: PersistentVolumeClaim, event: ObjectEvent | undefined): Cause | null {
  const said = event?.reason === 'ProvisioningFailed' ? event.message : '';
  if (!/quota|no space left|insufficient|not enough|exceed(s|ed)? (the )?(limit|capacity)/i.test(said)) return null;
  return {
    why: `the storage has no room for it (${trimmed(said)}); make room, or lower kubernetes.claim.size and delete the claim`,
    permanent: true,
  };
}

function mismatch(_: PersistentVolumeClaim, event: ObjectEvent | undefined): Cause | null {
  if (event === undefined || !['VolumeMismatch', 'ClaimMisbound', 'ClaimLost'].includes(event.reason)) return null;
  return {
    why: `the volume that it names does not fit (${trimmed(event.message)}); name another one, or mend that one`,
    permanent: true,
  };
}

/** Said by the control plane, and again every few seconds, until the provisioner takes the claim. */
function provisionerSilent(
  _: PersistentVolumeClaim,
  event: ObjectEvent | undefined,
  known: KnownStorage,
): Cause | null {
  if (event?.reason !== 'ExternalProvisioning') return null;
  const said = /external provisioner ["']([^"']+)["']/.exec(event.message)?.[1];
  const name = said ?? known.storageClass?.provisioner ?? 'of its storage class';
  return {
    why: `provisioner ${name} has not taken it yet; check that the provisioner's pod is running`,
    permanent: false,
  };
}

function provisioningFailed(_: PersistentVolumeClaim, event: ObjectEvent | undefined): Cause | null {
  if (event?.reason === 'Provisioning') return { why: 'its volume is being made', permanent: false };
  if (event === undefined) return null;
  return {
    why: `its volume cannot be made (${trimmed(event.message)}); mend that, the provisioner tries again`,
    permanent: false,
  };
}

function trimmed(message: string): string {
  const line = message.trim().replace(/\s+/g, ' ').replace(/\.$/, '');
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
