import { runningKubernetes } from '../../sandbox/kubernetes/running-kubernetes';
import tearDownTemporal from './global-teardown';
import { clusterName } from './kubernetes';

/** Stops what the setup has started; a world that was only used goes on. */
export default async function tearDown(): Promise<void> {
  await tearDownTemporal();
  await runningKubernetes(`test-${process.pid}`, clusterName)?.stop();
}
