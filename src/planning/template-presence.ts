import { checkContainer, chownContainer, isOwn, mountAt, volumeName } from './backup-volume';
import type { Additions } from './backup-volume';
import type { PodSpec, PodTemplate, Volume, VolumeMount } from './manifest';

/** How much of the additions a template has. `adopted`: somebody mounts the same claim there in their own way. */
export type Presence = 'complete' | 'adopted' | 'partial' | 'none';

/**
 * The same claim at the same path under another name was put there by hand: it serves, and nothing is added to it. What
 * logkeep's init containers run is not compared: a newer script or image is not worth a restart of Elasticsearch.
 */
export function hasAdditions({ spec }: PodTemplate, additions: Additions): Presence {
  const { container, mountPath, claim, chown } = additions;
  const mount = mountAt(
    spec.containers.find(({ name }) => name === container),
    mountPath,
  );
  const volume = spec.volumes?.find(({ name }) => name === mount?.name);
  if (mount !== undefined && !isOwn(mount) && isUsable(volume, mount, claim)) return 'adopted';
  const own = spec.volumes?.find(isOwn);
  const parts = [
    own?.persistentVolumeClaim?.claimName === claim,
    mount?.name === volumeName,
    hasInit(spec, checkContainer),
    !chown || hasInit(spec, chownContainer),
  ];
  if (parts.every(Boolean)) return 'complete';
  return hasTraces(spec) ? 'partial' : 'none';
}

/** The sentence that says why a template cannot take the additions, or null. */
export function additionsObjection({ spec }: PodTemplate, { container, mountPath, claim }: Additions): string | null {
  const main = spec.containers.find(({ name }) => name === container);
  const names = spec.containers.map(({ name }) => name).join(', ');
  if (main === undefined)
    return `there is no container ${container}, only ${names}: set kubernetes.container to the one of Elasticsearch`;
  const mount = mountAt(main, mountPath);
  return mount === undefined || isOwn(mount) ? foreignVolume(spec) : mountObjection(spec, mount, claim);
}

function foreignVolume({ volumes = [] }: PodSpec): string | null {
  const own = volumes.find(isOwn);
  if (own === undefined || own.persistentVolumeClaim !== undefined) return null;
  return `volume ${volumeName} is there already and is no claim: give it another name`;
}

function mountObjection({ volumes }: PodSpec, mount: VolumeMount, claim: string): string | null {
  const { name, mountPath, subPath, readOnly } = mount;
  const volume = volumes?.find((other) => other.name === name);
  const where = `volume ${name} is mounted at ${mountPath} already`;
  if (volume?.persistentVolumeClaim?.claimName !== claim)
    return `${where}, but is not claim ${claim}: choose another repository.mountPath, or set kubernetes.claim.name to its claim`;
  if (subPath !== undefined)
    return `${where}, but only its folder ${subPath}: mount it without subPath, or remove that mount`;
  if (readOnly === true || volume.persistentVolumeClaim.readOnly === true)
    return `${where}, but read-only: remove readOnly, or that mount`;
  return null;
}

function isUsable(volume: Volume | undefined, mount: VolumeMount, claim: string): boolean {
  const source = volume?.persistentVolumeClaim;
  const isWritable = mount.readOnly !== true && source?.readOnly !== true;
  return source?.claimName === claim && isWritable && mount.subPath === undefined;
}

function hasInit({ initContainers = [] }: PodSpec, wanted: string): boolean {
  return initContainers.some(({ name }) => name === wanted);
}

function hasTraces({ containers, initContainers = [], volumes = [] }: PodSpec): boolean {
  const mounts = containers.flatMap(({ volumeMounts = [] }) => volumeMounts);
  return [...initContainers, ...volumes, ...mounts].some(isOwn);
}
