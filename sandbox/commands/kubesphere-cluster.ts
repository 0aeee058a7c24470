import { readRecords } from '../processes/record';
import { SandboxError } from '../sandbox-error';
import { sandboxWorld } from './world';

/** The name of KubeSphere's cluster in logkeep.yaml, and of the server that stands in for it without Kubernetes. */
export const kubeSphere = 'kubesphere';

/** What logkeep.yaml says of KubeSphere's logging stack on a Kubernetes. */
export interface KubeSphereSection {
  preset: 'kubesphere-2.1';
  elasticsearch: { url: string };
  kubernetes: { kubeconfig: string };
}

export function kubeSphereSection(kubeconfig: string, url: string): KubeSphereSection {
  return { preset: 'kubesphere-2.1', elasticsearch: { url }, kubernetes: { kubeconfig } };
}

/** Throws a SandboxError if a start would make a second cluster of KubeSphere's name: one server alone, one on Kubernetes. */
export function requireOneKubeSphere(starting: 'server' | 'kubernetes'): void {
  const other = readRecords(sandboxWorld).find(
    ({ name }) => name === (starting === 'server' ? 'kubernetes' : kubeSphere),
  );
  if (other)
    throw new SandboxError(
      `${other.title} already is the sandbox's cluster "${kubeSphere}"; run \`npm run sandbox -- stop\` first.`,
    );
}
