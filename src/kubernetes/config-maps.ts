import type { ConfigMap } from '../planning/manifest';
import { NotFound } from './errors';
import { insteadOf } from '../planning/instead-of';
import type { Kubernetes } from './kubernetes';
import { manifestSchema } from './manifest-schema';
import { resourcePath } from './resource-path';
import { patchTypes, writing } from './write-options';
import type { WriteOptions } from './write-options';

const resource = { apiVersion: 'v1', plural: 'configmaps' };
const schema = manifestSchema<ConfigMap>('ConfigMap');

/** The ConfigMap with every field, or null when there is none of that name. */
export async function getConfigMap(kubernetes: Kubernetes, namespace: string, name: string): Promise<ConfigMap | null> {
  const path = resourcePath(resource, namespace, name);
  return insteadOf(NotFound, kubernetes.send({ method: 'GET', path }, schema), null);
}

/**
 * Replaces the text under one key and leaves the others alone.
 * @param resourceVersion of the ConfigMap that the new text was made from.
 * @throws Conflict when it has changed since; NotFound.
 */
export async function replaceKey(
  kubernetes: Kubernetes,
  namespace: string,
  name: string,
  key: string,
  text: string,
  resourceVersion: string,
  options: WriteOptions = {},
): Promise<ConfigMap> {
  const path = resourcePath(resource, namespace, name);
  const body = { metadata: { resourceVersion }, data: { [key]: text } };
  const query = writing(options);
  return kubernetes.send({ method: 'PATCH', path, query, body, contentType: patchTypes.merge }, schema);
}
