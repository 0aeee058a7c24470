import type { CronJob } from '../planning/manifest';
import { Forbidden, NotFound } from './errors';
import { insteadOf } from '../planning/instead-of';
import type { Kubernetes } from './kubernetes';
import { manifestListSchema, manifestSchema } from './manifest-schema';
import { resourcePath } from './resource-path';
import { patchTypes, writing } from './write-options';

const plural = 'cronjobs';
const schema = manifestSchema<CronJob>('CronJob');

/** The CronJobs of a namespace; `forbidden` when logkeep may not look. */
export async function listCronJobs(kubernetes: Kubernetes, namespace: string): Promise<CronJob[] | 'forbidden'> {
  const ofGroup = (apiVersion: string) => {
    const answer = manifestListSchema<CronJob>(apiVersion, 'CronJob');
    return kubernetes.send({ method: 'GET', path: resourcePath({ apiVersion, plural }, namespace) }, answer);
  };
  // Before Kubernetes 1.21 batch/v1 has Jobs only.
  const found = insteadOf(NotFound, ofGroup('batch/v1'), null).then((list) => list ?? ofGroup('batch/v1beta1'));
  return insteadOf(Forbidden, found, 'forbidden');
}

/**
 * JSON merge patch of this very CronJob in the state in which it was read.
 * @throws Conflict when it has changed meanwhile, as it does with every job that it starts; NotFound.
 */
export async function mergePatchCronJob(
  kubernetes: Kubernetes,
  namespace: string,
  { apiVersion, metadata: { name, uid, resourceVersion } }: CronJob,
  change: { metadata: object },
): Promise<CronJob> {
  const path = resourcePath({ apiVersion, plural }, namespace, name);
  const body = { ...change, metadata: { ...change.metadata, uid, resourceVersion } };
  return kubernetes.send({ method: 'PATCH', path, query: writing(), body, contentType: patchTypes.merge }, schema);
}
