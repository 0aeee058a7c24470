import { AppsV1Api, CoreV1Api, KubernetesObjectApi } from '@kubernetes/client-node';
import { SandboxError } from '../sandbox-error';
import { waitUntil } from '../wait-until';
import { apiFor, kubeConfigOf } from './api-for';
import { kubeSphereManifests } from './kubesphere-manifests';
import type { KubeSphereVersion } from './kubesphere-manifests';

export interface LoggingStack {
  stack: KubeSphereVersion;
  namespace?: string;
}

/** Creates KubeSphere's logging stack from its genuine manifests, where it is not there, and waits until it is green. */
export async function deployKubeSphereLogging(
  { kubeconfig }: { kubeconfig: string },
  { stack, namespace = 'kubesphere-logging-system' }: LoggingStack,
): Promise<void> {
  const api = KubernetesObjectApi.makeApiClient(kubeConfigOf(kubeconfig));
  // As Helm does: it owns what it creates, by update and not by apply.
  const create = (object: object) => api.create(object, undefined, undefined, 'Go-http-client').catch(ignoreExisting);
  await create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  for (const manifest of kubeSphereManifests(stack))
    await create({ ...manifest, metadata: { ...manifest.metadata, namespace } });
  await waitUntil(() => isGreen(kubeconfig, namespace), {
    boundMs: 900_000,
    everyMs: 500,
    onTimeout: () =>
      new SandboxError(
        `The logging stack in ${namespace} was not green after 15 minutes; look at its pods (kubectl -n ${namespace} get events).`,
      ),
  });
}

function ignoreExisting(error: { code?: number }): void {
  if (error.code !== 409) throw error as Error;
}

async function isGreen(kubeconfig: string, namespace: string): Promise<boolean> {
  const { items } = await apiFor(kubeconfig, AppsV1Api).listNamespacedStatefulSet({ namespace });
  const isReady = items.every(({ spec, status }) => spec?.replicas === status?.readyReplicas);
  if (!isReady || items.length === 0) return false;
  const expected = items.reduce((sum, { spec }) => sum + (spec?.replicas ?? 0), 0);
  try {
    const health = await healthOf(kubeconfig, namespace);
    return health.status === 'green' && health.number_of_nodes === expected;
  } catch {
    // It is ready before it has a master.
    return false;
  }
}

/** Through the API server, because a Service's address may not be reachable from here. */
async function healthOf(kubeconfig: string, namespace: string): Promise<{ status: string; number_of_nodes: number }> {
  const service = { namespace, name: 'elasticsearch-logging-data:9200', path: '_cluster/health' };
  const answer: unknown = await apiFor(kubeconfig, CoreV1Api).connectGetNamespacedServiceProxyWithPath(service);
  return (typeof answer === 'string' ? JSON.parse(answer) : answer) as { status: string; number_of_nodes: number };
}
