import { CoreV1Api } from '@kubernetes/client-node';
import { apiFor } from './api-for';

/** The address of the logging stack's Elasticsearch: its Service's, which can be reached from the machine that the box is on. */
export async function serviceUrl(
  { kubeconfig }: { kubeconfig: string },
  namespace = 'kubesphere-logging-system',
): Promise<string> {
  const service = { name: 'elasticsearch-logging-data', namespace };
  const { spec } = await apiFor(kubeconfig, CoreV1Api).readNamespacedService(service);
  return `http://${spec?.clusterIP}:9200`;
}
