/**
 * `supervisor.ts FILE`: the main process inside a cluster's box, a set of namespaces that end with it. FILE is a BoxSetup
 * as JSON. Runs the node's parts until it gets a SIGTERM, then ends the containers and the database in order.
 */
import fs from 'node:fs';
import os from 'node:os';
import { makeControlGroup } from '../../processes/control-group';
import { waitUntil } from '../../wait-until';
import type { BoxSetup } from './box-setup';
import { endContainers } from './end-containers';
import { mountFolders } from './mount-folders';
import { RunningPart } from './running-part';

async function supervise(setup: BoxSetup): Promise<void> {
  mountFolders(setup.directory);
  makeControlGroup(setup.controlGroup);
  await networkIsThere(setup.addresses.node);
  fs.writeFileSync('/proc/sys/net/ipv4/ip_forward', '1');
  const parts = new Map(setup.parts.map((part) => [part.name, new RunningPart(part, setup.directory)]));
  process.once('SIGTERM', () => void shutDown(parts).finally(() => process.exit(0)));
  console.log(`Started ${[...parts.keys()].join(', ')}.`);
}

/** The other end of the cable is in the machine's own namespace, so the one who started the box has to lay it. */
async function networkIsThere(nodeAddress: string): Promise<void> {
  const addresses = () => Object.values(os.networkInterfaces()).flatMap((one) => one ?? []);
  await waitUntil(() => addresses().some(({ address }) => address === nodeAddress), {
    boundMs: 60_000,
    onTimeout: () => new Error(`The box got no network with ${nodeAddress} within a minute.`),
  });
}

/** What runs in containers may save its data, and the database comes last; all the rest needs no farewell. */
async function shutDown(parts: Map<string, RunningPart>): Promise<void> {
  for (const name of ['kubelet', 'kube-controller-manager', 'kube-scheduler']) await parts.get(name)?.end('SIGKILL');
  await endContainers(10_000);
  await parts.get('kube-apiserver')?.end('SIGKILL');
  await parts.get('etcd')?.end('SIGTERM');
}

supervise(JSON.parse(fs.readFileSync(process.argv[2] ?? '', 'utf8')) as BoxSetup).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
