import { CoreV1Api } from '@kubernetes/client-node';
import { SandboxError } from '../sandbox-error';
import { waitUntil } from '../wait-until';
import { apiFor } from './api-for';

/** Deletes the namespace of the logging stack with everything in it, volumes included, and waits until it is gone. */
export async function removeKubeSphereLogging(
  { kubeconfig }: { kubeconfig: string },
  namespace = 'kubesphere-logging-system',
): Promise<void> {
  const api = apiFor(kubeconfig, CoreV1Api);
  await api.deleteNamespace({ name: namespace }).catch(ignoreMissing);
  await waitUntil(
    async () => {
      // Without this the data nodes' pre-stop hooks would try to drain nodes of a cluster that is going away.
      await api.deleteCollectionNamespacedPod({ namespace, gracePeriodSeconds: 0 });
      return api.readNamespace({ name: namespace }).then(() => false, isMissing);
    },
    {
      boundMs: 300_000,
      everyMs: 500,
      onTimeout: () =>
        new SandboxError(`The namespace ${namespace} is not gone after 5 minutes; see what is left in it.`),
    },
  );
}

function isMissing(error: { code?: number }): true {
  if (error.code !== 404) throw error as Error;
  return true;
}

function ignoreMissing(error: { code?: number }): void {
  isMissing(error);
}
