import type { ServerRecord } from '../processes/record';
import { killServer, stopForGood } from '../servers/server-handle';
import type { Addresses } from './addresses';
import { apiServerOf } from './api-server';
import { volumesFolder } from './box/box-setup';
import { enterBox } from './box/enter-box';
import { credentialFiles } from './configuration/credentials';
import { configurationFolder } from './configuration/node-files';
import type { KubernetesCluster } from './kubernetes-cluster';

/** The handle of a running cluster, made from its record. */
export function clusterOf(record: ServerRecord, addresses: Addresses): KubernetesCluster {
  const { directory } = record;
  const { stop, start } = apiServerOf(directory, addresses);
  return {
    record,
    kubeconfig: credentialFiles(configurationFolder(directory)).kubeconfig('admin'),
    storageFolder: volumesFolder(directory),
    apiServer: { stop, start },
    run: (command, ...args) => enterBox(record, command, ...args),
    stop: () => stopForGood(record),
    kill: () => killServer(record),
  };
}
