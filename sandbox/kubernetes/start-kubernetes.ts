import { stopServer } from '../processes/stop';
import { awaitReady } from '../servers/await-ready';
import { layCable } from './box/lay-cable';
import { buildNode, kubernetesVersion } from './build-node';
import { clusterOf } from './cluster-of';
import { buildImages } from './images/build-images';
import type { KubernetesCluster, KubernetesOptions } from './kubernetes-cluster';
import { nodeIsReady } from './node-is-ready';
import { installPrograms, requireRootOnLinux } from './requirements';
import { startBox } from './start-box';
import { createStorageClasses } from './storage-classes';

/**
 * Starts a genuine single-node Kubernetes and waits until its node is ready and the images of the KubeSphere stacks are
 * there. Everything that is missing is installed, compiled or made first, which takes minutes once.
 */
export async function startKubernetes(options: KubernetesOptions): Promise<KubernetesCluster> {
  const { progress = () => undefined } = options;
  requireRootOnLinux();
  await installPrograms(progress);
  const [node, images] = await Promise.all([buildNode(progress), buildImages(progress)]);
  progress(`Starting Kubernetes ${kubernetesVersion}`);
  const { record, addresses } = await startBox(options, node);
  try {
    await layCable(record, addresses);
    const cluster = clusterOf(await awaitReady(record, () => nodeIsReady(record.directory, addresses)), addresses);
    progress('Loading the container images');
    await cluster.run('ctr', '--namespace', 'k8s.io', 'images', 'import', images);
    await createStorageClasses(cluster.kubeconfig);
    return cluster;
  } catch (error) {
    await stopServer(record);
    throw error;
  }
}
