import type { ListrTask } from 'listr2';
import { deployKubeSphereLogging } from '../kubernetes/deploy-kubesphere-logging';
import { runningKubernetes } from '../kubernetes/running-kubernetes';
import { serviceUrl } from '../kubernetes/service-url';
import { startKubernetes } from '../kubernetes/start-kubernetes';
import { writeRecord } from '../processes/record';
import { SandboxError } from '../sandbox-error';
import { isUp } from './is-up';
import { kubeSphereSection } from './kubesphere-cluster';
import { sandboxWorld } from './world';

const server = 'kubernetes';

/** A Kubernetes of our own and KubeSphere's logging stack on it. */
export function kubernetesTask(): ListrTask {
  return {
    title: 'KubeSphere',
    // One after the other, unlike the tasks around it.
    task: (_, task) => task.newListr([clusterStep, stackStep], { concurrent: false, exitOnError: true }),
  };
}

const clusterStep: ListrTask = {
  title: 'Kubernetes',
  skip: () => isUp(server),
  task: async (_, task) => {
    const progress = (line: string) => (task.output = line);
    await startKubernetes({ world: sandboxWorld, name: server, keepData: true, progress });
  },
};

const stackStep: ListrTask = {
  title: "KubeSphere 2.1.1's logging stack (about a minute)",
  task: async () => {
    const cluster = runningKubernetes(sandboxWorld, server);
    if (!cluster) throw new SandboxError('Kubernetes was stopped by another command while it started; run again.');
    await deployKubeSphereLogging(cluster, { stack: '2.1.1' });
    const { record, kubeconfig } = cluster;
    const section = kubeSphereSection(kubeconfig, await serviceUrl(cluster));
    writeRecord({ ...record, details: { ...record.details, kubeconfig, section } });
  },
};
