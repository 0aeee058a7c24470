import { startKubernetes } from '../../sandbox/kubernetes/start-kubernetes';
import setUpTemporal from './global-setup';
import { clusterName, publishKubernetesWorld, worldToReuse } from './kubernetes';

/** One Temporal and one Kubernetes for all test files; each works in namespaces of its own, or has KubeSphere's for itself. */
export default async function setUp(): Promise<void> {
  await setUpTemporal();
  if (worldToReuse() !== undefined) return;
  const world = `test-${process.pid}`;
  await startKubernetes({ world, name: clusterName, progress: (line) => void process.stderr.write(`${line}\n`) });
  publishKubernetesWorld(world);
}
