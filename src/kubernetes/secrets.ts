import type { Secret } from '../planning/manifest';
import { deleteObject } from './delete-object';
import { AlreadyExists, NotFound } from './errors';
import { insteadOf } from '../planning/instead-of';
import type { Kubernetes } from './kubernetes';
import { manifestSchema } from './manifest-schema';
import { resourcePath } from './resource-path';
import { writing } from './write-options';

const resource = { apiVersion: 'v1', plural: 'secrets' };
const schema = manifestSchema<Secret>('Secret');

/** The Secret, its values in base64, or null when there is none of that name. */
export async function getSecret(kubernetes: Kubernetes, namespace: string, name: string): Promise<Secret | null> {
  const path = resourcePath(resource, namespace, name);
  return insteadOf(NotFound, kubernetes.send({ method: 'GET', path }, schema), null);
}

/** Creates the Secret, or leaves the one that exists as it is. @throws BeingDeleted, Invalid. */
export async function createSecret(
  kubernetes: Kubernetes,
  namespace: string,
  manifest: Secret,
): Promise<'created' | 'exists'> {
  const path = resourcePath(resource, namespace);
  const answer = kubernetes.send({ method: 'POST', path, query: writing(), body: manifest }, schema);
  const created = await insteadOf(AlreadyExists, answer, null);
  return created === null ? 'exists' : 'created';
}

/**
 * Replaces the whole Secret; with `metadata.resourceVersion` only the one that was read.
 * @throws Conflict; NotFound; Invalid when it is immutable.
 */
export async function replaceSecret(kubernetes: Kubernetes, namespace: string, manifest: Secret): Promise<Secret> {
  const path = resourcePath(resource, namespace, manifest.metadata.name);
  return kubernetes.send({ method: 'PUT', path, query: writing(), body: manifest }, schema);
}

/** To ask twice is harmless. @param uid only this very Secret, never a later one of the same name. */
export async function deleteSecret(
  kubernetes: Kubernetes,
  namespace: string,
  name: string,
  uid?: string,
): Promise<'deleted' | 'gone'> {
  const path = resourcePath(resource, namespace, name);
  const deletion = await deleteObject(kubernetes, path, uid === undefined ? {} : { uid });
  return deletion === 'deleted' ? 'deleted' : 'gone';
}
