import { z } from 'zod';
import type { Kubernetes } from '../../src/kubernetes/kubernetes';

/** What an account may do, as in a Role. */
export interface RoleRule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
  resourceNames?: string[];
}

const tokenSchema = z.object({ status: z.object({ token: z.string() }) });

/** Makes a service account that may do just this in its namespace; returns a token of it. */
export async function createAccount(
  kubernetes: Kubernetes,
  namespace: string,
  name: string,
  rules: readonly RoleRule[],
): Promise<string> {
  const core = `/api/v1/namespaces/${namespace}/serviceaccounts`;
  const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}`;
  const post = <T>(path: string, body: object, answer: z.ZodType<T>) =>
    kubernetes.send({ method: 'POST', path, body }, answer);
  const apiGroup = 'rbac.authorization.k8s.io';
  const metadata = { name };
  await post(core, { apiVersion: 'v1', kind: 'ServiceAccount', metadata }, z.unknown());
  await post(`${rbac}/roles`, { apiVersion: `${apiGroup}/v1`, kind: 'Role', metadata, rules }, z.unknown());
  const binding = {
    subjects: [{ kind: 'ServiceAccount', name, namespace }],
    roleRef: { apiGroup, kind: 'Role', name },
  };
  await post(
    `${rbac}/rolebindings`,
    { apiVersion: `${apiGroup}/v1`, kind: 'RoleBinding', metadata, ...binding },
    z.unknown(),
  );
  const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} };
  return (await post(`${core}/${name}/token`, request, tokenSchema)).status.token;
}
