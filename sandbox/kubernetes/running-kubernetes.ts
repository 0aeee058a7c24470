import { readRecords } from '../processes/record';
import { isRunning } from '../processes/stop';
import { addressesIn } from './choose-addresses';
import { clusterOf } from './cluster-of';
import type { KubernetesCluster } from './kubernetes-cluster';

/** The cluster of this world and name that some command has started, or undefined if none is running. */
export function runningKubernetes(world: string, name: string): KubernetesCluster | undefined {
  const record = readRecords(world).find((one) => one.name === name && one.state === 'ready' && isRunning(one));
  const addresses = record && addressesIn(record.details);
  return addresses && clusterOf(record, addresses);
}
