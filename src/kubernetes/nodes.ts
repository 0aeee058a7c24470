import type { Manifest } from '../planning/manifest';
import { Forbidden } from './errors';
import { insteadOf } from '../planning/instead-of';
import type { Kubernetes } from './kubernetes';
import { manifestListSchema } from './manifest-schema';
import { resourcePath } from './resource-path';

const path = resourcePath({ apiVersion: 'v1', plural: 'nodes' }, null);
const listSchema = manifestListSchema<Manifest>('v1', 'Node');

/** The machines of the cluster; `forbidden` when logkeep may not look outside of its namespace. */
export async function listNodes(kubernetes: Kubernetes): Promise<Manifest[] | 'forbidden'> {
  return insteadOf(Forbidden, kubernetes.send({ method: 'GET', path }, listSchema), 'forbidden');
}
