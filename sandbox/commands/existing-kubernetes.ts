import type { ListrTask } from 'listr2';
import { requireAnswer } from '../kubernetes/api-for';
import { deployKubeSphereLogging } from '../kubernetes/deploy-kubesphere-logging';
import { serviceUrl } from '../kubernetes/service-url';
import { request } from '../servers/http';
import { kubeSphereSection } from './kubesphere-cluster';
import type { KubeSphereSection } from './kubesphere-cluster';

/** What a start found out about a Kubernetes that is not the sandbox's. */
export interface ExistingKubernetes {
  section?: KubeSphereSection;
  /** Whether a Service's address can be reached from this machine. */
  isReachable?: boolean;
}

/** Puts KubeSphere's logging stack on an existing Kubernetes, which stays as it is when the sandbox is stopped. */
export function existingKubernetesTask(kubeconfig: string, found: ExistingKubernetes): ListrTask {
  return {
    title: `KubeSphere 2.1.1's logging stack on the cluster of ${kubeconfig} (some minutes)`,
    task: async () => {
      await requireAnswer(kubeconfig);
      await deployKubeSphereLogging({ kubeconfig }, { stack: '2.1.1' });
      const url = await serviceUrl({ kubeconfig });
      found.isReachable = await answers(url);
      found.section = kubeSphereSection(kubeconfig, found.isReachable ? url : 'http://127.0.0.1:9200');
    },
  };
}

function answers(url: string): Promise<boolean> {
  return request({ url }, '/', { timeoutMs: 5000 }).then(
    () => true,
    () => false,
  );
}
