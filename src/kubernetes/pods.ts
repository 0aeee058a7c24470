import { z } from 'zod';
import type { Manifest, Pod } from '../planning/manifest';
import { deleteObject } from './delete-object';
import { NotFound } from './errors';
import { insteadOf } from '../planning/instead-of';
import type { Kubernetes } from './kubernetes';
import { manifestListSchema, manifestSchema } from './manifest-schema';
import { resourcePath } from './resource-path';
import { writing } from './write-options';
import type { WriteOptions } from './write-options';

const resource = { apiVersion: 'v1', plural: 'pods' };
const schema = manifestSchema<Pod>('Pod');
const listSchema = manifestListSchema<Pod>('v1', 'Pod');

/** The pods with these labels, sorted by the server by name. */
export async function listPods(
  kubernetes: Kubernetes,
  namespace: string,
  labels: Readonly<Record<string, string>>,
): Promise<Pod[]> {
  const labelSelector = Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  const path = resourcePath(resource, namespace);
  return kubernetes.send({ method: 'GET', path, query: { labelSelector } }, listSchema);
}

/** The pod with every field, or null when there is none of that name. */
export async function getPod(kubernetes: Kubernetes, namespace: string, name: string): Promise<Pod | null> {
  const path = resourcePath(resource, namespace, name);
  return insteadOf(NotFound, kubernetes.send({ method: 'GET', path }, schema), null);
}

/**
 * Deletes this very pod, never its successor of the same name. To ask twice is harmless.
 * @returns `deleted` when the server has begun, or was already at it; `gone` when that pod is no more.
 */
export async function deletePod(
  kubernetes: Kubernetes,
  namespace: string,
  name: string,
  uid: string,
  options: { graceSeconds?: number } = {},
): Promise<'deleted' | 'gone'> {
  const deletion = await deleteObject(kubernetes, resourcePath(resource, namespace, name), { ...options, uid });
  return deletion === 'deleted' ? 'deleted' : 'gone';
}

/** @throws AlreadyExists, BeingDeleted; AdmissionDenied and Invalid also when it is a dry run. */
export async function createPod(
  kubernetes: Kubernetes,
  namespace: string,
  manifest: Manifest,
  options: WriteOptions = {},
): Promise<Pod> {
  const path = resourcePath(resource, namespace);
  return kubernetes.send({ method: 'POST', path, query: writing(options), body: manifest }, schema);
}

/**
 * The last lines that a container has written.
 * @throws NotFound without that pod; Rejected while the container has not started yet.
 */
export async function podLog(
  kubernetes: Kubernetes,
  namespace: string,
  name: string,
  container: string,
  tailLines: number,
): Promise<string> {
  const path = resourcePath(resource, namespace, name, 'log');
  return kubernetes.send({ method: 'GET', path, query: { container, tailLines } }, z.string());
}
