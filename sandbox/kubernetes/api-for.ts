import { KubeConfig } from '@kubernetes/client-node';
import type { ApiConstructor, ApiType } from '@kubernetes/client-node';

/** A client of one of the API's groups, with a kubeconfig's current context. */
export function apiFor<T extends ApiType>(kubeconfig: string, type: ApiConstructor<T>): T {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  return config.makeApiClient(type);
}
