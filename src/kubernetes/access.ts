import { z } from 'zod';
import type { AccessRight } from '../planning/required-rights';
import { NotFound } from './errors';
import { insteadOf } from '../planning/instead-of';
import type { Kubernetes } from './kubernetes';
import { resourcePath } from './resource-path';

const apiVersion = 'authorization.k8s.io/v1';
const path = resourcePath({ apiVersion, plural: 'selfsubjectaccessreviews' }, null);
const reviewSchema = z.object({ status: z.object({ allowed: z.boolean().default(false) }) });

/** Asks the API server about each right of the account that logkeep uses; returns those that it does not have. */
export async function reviewAccess(
  kubernetes: Kubernetes,
  namespace: string,
  wanted: readonly AccessRight[],
): Promise<AccessRight[]> {
  const lacking = await notAllowed(kubernetes, namespace, wanted);
  if (lacking.length === 0) return lacking;
  // An API server that has just started may not have read all of its roles yet. Before 1.16 it has no such address.
  await insteadOf(NotFound, kubernetes.send({ method: 'GET', path: '/readyz' }, z.unknown()), null);
  return notAllowed(kubernetes, namespace, lacking);
}

async function notAllowed(kubernetes: Kubernetes, namespace: string, wanted: readonly AccessRight[]) {
  const answers = await Promise.all(wanted.map((right) => isAllowed(kubernetes, namespace, right)));
  return wanted.filter((_, position) => answers[position] === false);
}

async function isAllowed(kubernetes: Kubernetes, namespace: string, right: AccessRight): Promise<boolean> {
  const { isClusterScoped = false, ...attributes } = right;
  const resourceAttributes = { ...attributes, ...(isClusterScoped ? {} : { namespace }) };
  const body = { apiVersion, kind: 'SelfSubjectAccessReview', spec: { resourceAttributes } };
  const { status } = await kubernetes.send({ method: 'POST', path, body }, reviewSchema);
  return status.allowed;
}
