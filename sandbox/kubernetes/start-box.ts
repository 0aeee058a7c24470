import fs from 'node:fs';
import path from 'node:path';
import type { Progress } from '../downloads/fetch-artifact';
import { withLock } from '../downloads/lock';
import { worldFolder, worldsFolder } from '../places';
import { readRecords } from '../processes/record';
import type { ServerRecord } from '../processes/record';
import { spawnServer } from '../processes/spawn';
import { isRunning } from '../processes/stop';
import { SandboxError } from '../sandbox-error';
import type { Addresses } from './addresses';
import { pausedTogether } from './api-server';
import { logsFolder, pauseFile } from './box/box-setup';
import type { BoxSetup } from './box/box-setup';
import { kubernetesVersion } from './build-node';
import { areStillFree, chooseAddresses } from './choose-addresses';
import { writeCredentials } from './configuration/credentials';
import { configurationFolder, writeNodeFiles } from './configuration/node-files';
import { partsOf } from './configuration/parts';
import type { KubernetesOptions } from './kubernetes-cluster';

export interface Box {
  record: ServerRecord;
  addresses: Addresses;
}

/**
 * Writes a cluster's configuration and starts its box, which then waits for its network. The choice of addresses counts
 * as soon as the record is written: until then nobody else may choose.
 */
export function startBox({ world, name, keepData = false, progress }: KubernetesOptions, node: string): Promise<Box> {
  const directory = path.join(worldFolder(world), name);
  return withLock(`${worldsFolder()}.addresses.lock`, () => {
    requireNotRunning(world, name);
    const kept = keepData ? keptAddresses(directory, progress) : undefined;
    if (!kept) fs.rmSync(directory, { recursive: true, force: true });
    fs.mkdirSync(logsFolder(directory), { recursive: true });
    for (const part of pausedTogether) fs.rmSync(pauseFile(directory, part), { force: true });
    const addresses = kept ?? chooseAddresses();
    const setup = { directory, addresses, controlGroup: `logkeep-${world}-${name}` };
    writeCredentials(configurationFolder(directory), addresses);
    writeNodeFiles(setup);
    const record = spawnBox(world, name, { ...setup, parts: partsOf(setup, node) });
    return Promise.resolve({ addresses, record });
  });
}

function requireNotRunning(world: string, name: string): void {
  const running = readRecords(world).find((record) => record.name === name && isRunning(record));
  if (running) throw new SandboxError(`${running.title} already runs as ${world}/${name}; stop that one first.`);
}

/** The addresses of the cluster whose data lies in this folder, if it can go on with them. */
function keptAddresses(directory: string, progress: Progress = () => undefined): Addresses | undefined {
  const file = path.join(directory, setupFile);
  if (!fs.existsSync(file)) return undefined;
  const { addresses } = JSON.parse(fs.readFileSync(file, 'utf8')) as BoxSetup;
  if (areStillFree(addresses)) return addresses;
  progress('The addresses of the earlier cluster are in use, so this one starts empty');
  return undefined;
}

const setupFile = 'box.json';

function spawnBox(world: string, name: string, box: BoxSetup): ServerRecord {
  const { directory, addresses, controlGroup } = box;
  const file = path.join(directory, setupFile);
  fs.writeFileSync(file, JSON.stringify(box, null, 2));
  const logFile = `${directory}.log`;
  fs.rmSync(logFile, { force: true });
  const supervisor = [process.execPath, '--import', require.resolve('tsx'), path.join(__dirname, 'box/supervisor.ts')];
  return spawnServer({
    ...{ world, name, title: `Kubernetes ${kubernetesVersion}`, directory, logFile, user: null },
    command: 'unshare',
    args: [
      ...['--mount', '--net', '--pid', '--ipc', '--uts', '--fork', '--mount-proc', '--kill-child', '--'],
      ...['tini', '--', ...supervisor, file],
    ],
    environment: { ...process.env },
    ports: {},
    details: { address: `https://${addresses.node}:6443`, addresses },
    kernelObjects: { controlGroup, link: addresses.link },
  });
}
