import { KubeConfig, VersionApi } from '@kubernetes/client-node';
import type { ApiConstructor, ApiType } from '@kubernetes/client-node';
import { messageOf, SandboxError } from '../sandbox-error';

/** A client of one of the API's groups, with a kubeconfig's current context. */
export function apiFor<T extends ApiType>(kubeconfig: string, type: ApiConstructor<T>): T {
  return kubeConfigOf(kubeconfig).makeApiClient(type);
}

/** Throws a SandboxError for a file that is not a kubeconfig. */
export function kubeConfigOf(file: string): KubeConfig {
  const config = new KubeConfig();
  try {
    config.loadFromFile(file);
    return config;
  } catch (error) {
    throw new SandboxError(`${file} cannot be read as a kubeconfig (${messageOf(error)}); name another.`);
  }
}

/** Throws a SandboxError if the API server of a kubeconfig's current context does not answer us. */
export async function requireAnswer(kubeconfig: string): Promise<void> {
  const api = apiFor(kubeconfig, VersionApi);
  try {
    await api.getCode();
  } catch (error) {
    const { cause } = error as Error;
    const reason = messageOf(cause ?? error);
    throw new SandboxError(`The Kubernetes of ${kubeconfig} does not answer (${reason}); start it, or name another.`);
  }
}
