import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { z } from 'zod';
import { connectKubernetes } from '../../src/kubernetes/connect';
import type { Kubernetes } from '../../src/kubernetes/kubernetes';
import type { Manifest } from '../../src/planning/manifest';

const folder = resolve(__dirname, '../../deploy/rbac');

const paths: Record<string, (namespace: string) => string> = {
  ServiceAccount: (namespace) => `/api/v1/namespaces/${namespace}/serviceaccounts`,
  Role: (namespace) => `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/roles`,
  RoleBinding: (namespace) => `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/rolebindings`,
  ClusterRole: () => '/apis/rbac.authorization.k8s.io/v1/clusterroles',
  ClusterRoleBinding: () => '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings',
};

/** Applies a file of deploy/rbac, as `kubectl apply -n NAMESPACE -f` would. */
export async function grant(kubernetes: Kubernetes, namespace: string, file: string): Promise<void> {
  for (const original of manifestsIn(file)) {
    const manifest = boundIn(namespace, original);
    const path = `${pathOf(manifest, namespace)}/${manifest.metadata.name}`;
    const query = { fieldManager: 'kubectl', force: true };
    const contentType = 'application/apply-patch+yaml';
    await kubernetes.send({ method: 'PATCH', path, query, body: manifest, contentType }, z.unknown());
  }
}

/** Takes away what lies outside of the namespace; the rest goes with it. */
export async function revokeClusterWide(kubernetes: Kubernetes): Promise<void> {
  for (const manifest of manifestsIn('cluster.yaml'))
    await kubernetes.send({ method: 'DELETE', path: `${pathOf(manifest, '')}/${manifest.metadata.name}` }, z.unknown());
}

/** Takes the right to run commands in pods away again, as an administrator might at any time. */
export async function revokeExec(kubernetes: Kubernetes, namespace: string): Promise<void> {
  const path = `${paths['Role']?.(namespace)}/logkeep`;
  const role = z.looseObject({ rules: z.array(z.looseObject({ resources: z.array(z.string()) })) });
  const { rules, ...rest } = await kubernetes.send({ method: 'GET', path }, role);
  const left = rules.filter(({ resources }) => !resources.includes('pods/exec'));
  await kubernetes.send({ method: 'PUT', path, body: { ...rest, rules: left } }, z.unknown());
}

/** A token of logkeep's ServiceAccount. */
export async function accountToken(kubernetes: Kubernetes, namespace: string): Promise<string> {
  const path = `${paths['ServiceAccount']?.(namespace)}/logkeep/token`;
  const body = {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    metadata: { name: 'logkeep' },
    spec: { expirationSeconds: 7200 },
  };
  const answer = z.object({ status: z.object({ token: z.string() }) });
  return (await kubernetes.send({ method: 'POST', path, body }, answer)).status.token;
}

/** The API server as logkeep's ServiceAccount sees it. */
export async function asAccount(administrator: Kubernetes, kubeconfig: string, namespace: string): Promise<Kubernetes> {
  const config = parse(readFileSync(kubeconfig, 'utf8')) as { users: { name: string; user: object }[] };
  const token = await accountToken(administrator, namespace);
  const users = config.users.map(({ name }) => ({ name, user: { token } }));
  const own = mkdtempSync(join(tmpdir(), 'logkeep-account-'));
  try {
    writeFileSync(join(own, 'kubeconfig'), stringify({ ...config, users }));
    return connectKubernetes({ kubeconfig: join(own, 'kubeconfig') });
  } finally {
    rmSync(own, { recursive: true });
  }
}

function manifestsIn(file: string): Manifest[] {
  return parseAllDocuments(readFileSync(resolve(folder, file), 'utf8')).map((document) => document.toJS() as Manifest);
}

/** A binding outside of namespaces has to say where the account is: here, in the namespace of the test. */
function boundIn(namespace: string, manifest: Manifest): Manifest {
  const { subjects } = manifest as { subjects?: { namespace?: string }[] };
  if (manifest.kind !== 'ClusterRoleBinding' || subjects === undefined) return manifest;
  return { ...manifest, subjects: subjects.map((subject) => ({ ...subject, namespace })) };
}

function pathOf({ kind }: Manifest, namespace: string): string {
  const path = paths[kind];
  if (path === undefined) throw new Error(`deploy/rbac has a ${kind}, which this test does not know how to apply`);
  return path(namespace);
}
