import fs from 'node:fs';
import path from 'node:path';
import type { Progress } from '../downloads/fetch-artifact';
import { withLock } from '../downloads/lock';
import { worldFolder, worldsFolder } from '../places';
import type { ServerRecord } from '../processes/record';
import { spawnServer } from '../processes/spawn';
import { stopServer } from '../processes/stop';
import { awaitReady } from '../servers/await-ready';
import type { Addresses } from './addresses';
import { logsFolder } from './box/box-setup';
import type { BoxSetup } from './box/box-setup';
import { layCable } from './box/lay-cable';
import { buildNode, kubernetesVersion } from './build-node';
import { chooseAddresses } from './choose-addresses';
import { clusterOf } from './cluster-of';
import { writeCredentials } from './configuration/credentials';
import { configurationFolder, writeNodeFiles } from './configuration/node-files';
import { partsOf } from './configuration/parts';
import { buildImages } from './images/build-images';
import type { KubernetesCluster } from './kubernetes-cluster';
import { nodeIsReady } from './node-is-ready';
import { installPrograms, requireRootOnLinux } from './requirements';
import { createStorageClasses } from './storage-classes';

export interface KubernetesOptions {
  world: string;
  name: string;
  /** Start with what an earlier cluster of this name and world left (default: an empty one). */
  keepData?: boolean;
  progress?: Progress;
}

/**
 * Starts a genuine single-node Kubernetes and waits until its node is ready and the images of the KubeSphere stacks are
 * there. Everything that is missing is installed, compiled or made first, which takes minutes once.
 */
export async function startKubernetes(options: KubernetesOptions): Promise<KubernetesCluster> {
  const { progress = () => undefined } = options;
  requireRootOnLinux();
  await installPrograms(progress);
  const node = await buildNode(progress);
  const images = await buildImages(progress);
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

/** The choice of addresses counts as soon as the record is written: until then nobody else may choose. */
async function startBox({ world, name, keepData }: KubernetesOptions, node: string) {
  const directory = path.join(worldFolder(world), name);
  if (!keepData) fs.rmSync(directory, { recursive: true, force: true });
  fs.mkdirSync(logsFolder(directory), { recursive: true });
  return withLock(`${worldsFolder()}.addresses.lock`, () => {
    const addresses = chooseAddresses();
    const controlGroup = `logkeep-${world}-${name}`;
    const setup = { directory, addresses, controlGroup };
    writeCredentials(configurationFolder(directory), addresses);
    writeNodeFiles(setup);
    const box: BoxSetup = { directory, controlGroup, nodeAddress: addresses.node, parts: partsOf(setup, node) };
    return Promise.resolve({ addresses, record: spawnBox(world, name, box, addresses) });
  });
}

function spawnBox(world: string, name: string, box: BoxSetup, addresses: Addresses): ServerRecord {
  const { directory, controlGroup } = box;
  const setupFile = path.join(directory, 'box.json');
  fs.writeFileSync(setupFile, JSON.stringify(box, null, 2));
  const logFile = `${directory}.log`;
  fs.rmSync(logFile, { force: true });
  const supervisor = [process.execPath, '--import', require.resolve('tsx'), path.join(__dirname, 'box/supervisor.ts')];
  return spawnServer({
    ...{ world, name, title: `Kubernetes ${kubernetesVersion}`, directory, logFile, user: null },
    command: 'unshare',
    args: [
      ...['--mount', '--net', '--pid', '--ipc', '--uts', '--fork', '--mount-proc', '--kill-child', '--'],
      ...['tini', '--', ...supervisor, setupFile],
    ],
    environment: { ...process.env },
    ports: {},
    details: { address: `https://${addresses.node}:6443`, addresses },
    kernelObjects: { controlGroup, link: addresses.link },
  });
}
