import type { Container, PodSpec, VolumeMount } from './manifest';

/** What logkeep adds to the pod template of a StatefulSet. */
export interface Additions {
  /** The PersistentVolumeClaim of the backup volume. */
  claim: string;
  /** Where Elasticsearch sees the volume; absolute. */
  mountPath: string;
  /** Elasticsearch's container. */
  container: string;
  /** The image of logkeep's init containers: Elasticsearch's own, which every node has. */
  image: string;
  /** Whether the volume has to be given to Elasticsearch's user first. */
  chown: boolean;
  /** The cluster's folder in the volume; empty for the volume itself. */
  folder: string;
  /** The user that Elasticsearch runs as; default what the template says, else 1000 as in every official image. */
  uid?: number;
}

/** The volume's name in a template; logkeep's init containers begin with it. */
export const volumeName = 'logkeep-backup';
export const chownContainer = `${volumeName}-chown`;
export const checkContainer = `${volumeName}-check`;

/** Whether a volume or an init container of a template is logkeep's. */
export function isOwn({ name }: { name: string }): boolean {
  return [volumeName, chownContainer, checkContainer].includes(name);
}

/** Whether two paths are the same folder; slashes at the end mean nothing. */
export function isSamePath(one: string, other: string): boolean {
  return withoutSlash(one) === withoutSlash(other);
}

export function withoutSlash(path: string): string {
  return path.replace(/(?<=.)\/+$/, '');
}

/** What a container mounts at a path. */
export function mountAt(container: Container | undefined, path: string): VolumeMount | undefined {
  return container?.volumeMounts?.find(({ mountPath }) => isSamePath(mountPath, path));
}

/** The user that Elasticsearch runs as. As root its image changes to user 1000 by itself. */
export function elasticsearchUser(spec: PodSpec, container: string): number {
  const main = spec.containers.find(({ name }) => name === container);
  const user = runAsUser(main) ?? runAsUser(spec);
  return user === undefined || user === 0 ? 1000 : user;
}

function runAsUser(holder: Container | PodSpec | undefined): number | undefined {
  return (holder?.['securityContext'] as { runAsUser?: number } | undefined)?.runAsUser;
}
