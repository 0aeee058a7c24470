import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { KubernetesSettings } from '../planning/kubernetes-settings';

type Connection = Pick<KubernetesSettings, 'kubeconfig' | 'context'>;

const serviceAccountToken = '/var/run/secrets/kubernetes.io/serviceaccount/token';

/**
 * The way into a Kubernetes cluster: what logkeep.yaml says, else $KUBECONFIG, else the service account of the pod that
 * logkeep runs in (then no kubeconfig is returned), else ~/.kube/config.
 */
export function kubernetesConnection(
  { kubeconfig, context }: Connection,
  tokenFile: string = serviceAccountToken,
): Connection {
  const chosen = context === undefined ? {} : { context };
  const named = kubeconfig ?? process.env.KUBECONFIG;
  // An empty variable is what an unset value in a chart leaves behind.
  if (named) return { ...chosen, kubeconfig: named };
  // A service account has no contexts to choose from.
  if (context === undefined && existsSync(tokenFile)) return {};
  return { ...chosen, kubeconfig: join(homedir(), '.kube', 'config') };
}
