import type { PersistentVolume, StorageClass } from '../planning/manifest';
import { Forbidden, NotFound } from './errors';
import { insteadOf } from '../planning/instead-of';
import type { Kubernetes } from './kubernetes';
import { manifestListSchema, manifestSchema } from './manifest-schema';
import { resourcePath } from './resource-path';
import { patchTypes, writing } from './write-options';

// Both lie outside of namespaces, so that an account with rights in one namespace may not even look.
const volumes = { apiVersion: 'v1', plural: 'persistentvolumes' };
const classes = { apiVersion: 'storage.k8s.io/v1', plural: 'storageclasses' };
const volumeSchema = manifestSchema<PersistentVolume>('PersistentVolume');
const classSchema = manifestSchema<StorageClass>('StorageClass');
const classListSchema = manifestListSchema<StorageClass>('storage.k8s.io/v1', 'StorageClass');

/** The volume; null when there is none of that name; `forbidden` when logkeep may not look. */
export async function getVolume(kubernetes: Kubernetes, name: string): Promise<PersistentVolume | null | 'forbidden'> {
  const answer = kubernetes.send({ method: 'GET', path: resourcePath(volumes, null, name) }, volumeSchema);
  return insteadOf(Forbidden, insteadOf(NotFound, answer, null), 'forbidden');
}

/** Lets the volume outlive its claim. @throws Forbidden, NotFound. */
export async function retainVolume(kubernetes: Kubernetes, name: string): Promise<PersistentVolume> {
  const path = resourcePath(volumes, null, name);
  const body = { spec: { persistentVolumeReclaimPolicy: 'Retain' } };
  const contentType = patchTypes.merge;
  return kubernetes.send({ method: 'PATCH', path, query: writing(), body, contentType }, volumeSchema);
}

/** The storage class; null when there is none of that name; `forbidden` when logkeep may not look. */
export async function getStorageClass(
  kubernetes: Kubernetes,
  name: string,
): Promise<StorageClass | null | 'forbidden'> {
  const answer = kubernetes.send({ method: 'GET', path: resourcePath(classes, null, name) }, classSchema);
  return insteadOf(Forbidden, insteadOf(NotFound, answer, null), 'forbidden');
}

/** Every storage class, to find the default one or to name those that there are. */
export async function listStorageClasses(kubernetes: Kubernetes): Promise<StorageClass[] | 'forbidden'> {
  const answer = kubernetes.send({ method: 'GET', path: resourcePath(classes, null) }, classListSchema);
  return insteadOf(Forbidden, answer, 'forbidden');
}
