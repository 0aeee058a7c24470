import type { Manifest, PersistentVolumeClaim } from '../planning/manifest';
import { deleteObject } from './delete-object';
import { NotFound } from './errors';
import { insteadOf } from '../planning/instead-of';
import type { Kubernetes } from './kubernetes';
import { manifestSchema } from './manifest-schema';
import { resourcePath } from './resource-path';
import { patchTypes, writing } from './write-options';
import type { WriteOptions } from './write-options';

const resource = { apiVersion: 'v1', plural: 'persistentvolumeclaims' };
const schema = manifestSchema<PersistentVolumeClaim>('PersistentVolumeClaim');

/** The claim with every field, or null when there is none of that name. */
export async function getClaim(
  kubernetes: Kubernetes,
  namespace: string,
  name: string,
): Promise<PersistentVolumeClaim | null> {
  const path = resourcePath(resource, namespace, name);
  return insteadOf(NotFound, kubernetes.send({ method: 'GET', path }, schema), null);
}

/** @throws AlreadyExists; BeingDeleted; AdmissionDenied when a quota has no room for it. */
export async function createClaim(
  kubernetes: Kubernetes,
  namespace: string,
  manifest: Manifest,
  options: WriteOptions = {},
): Promise<PersistentVolumeClaim> {
  const path = resourcePath(resource, namespace);
  return kubernetes.send({ method: 'POST', path, query: writing(options), body: manifest }, schema);
}

/**
 * Deletes the claim of a pod that stood in for a single master. The claim of the backup volume is never deleted:
 * with many storage classes its snapshots would go with it.
 */
export async function deleteStandInClaim(
  kubernetes: Kubernetes,
  namespace: string,
  name: string,
  uid: string,
): Promise<'deleted' | 'gone'> {
  const deletion = await deleteObject(kubernetes, resourcePath(resource, namespace, name), { uid });
  return deletion === 'deleted' ? 'deleted' : 'gone';
}

/** Adds labels to a claim. @throws NotFound. */
export async function labelClaim(
  kubernetes: Kubernetes,
  namespace: string,
  name: string,
  labels: Readonly<Record<string, string>>,
): Promise<PersistentVolumeClaim> {
  const path = resourcePath(resource, namespace, name);
  const contentType = patchTypes.merge;
  return kubernetes.send(
    { method: 'PATCH', path, query: writing(), body: { metadata: { labels } }, contentType },
    schema,
  );
}
