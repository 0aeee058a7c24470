import fs from 'node:fs';
import path from 'node:path';
import { SandboxError } from '../sandbox-error';
import { waitUntil } from '../wait-until';

/** Makes a cgroup of this name at the top of every hierarchy, version 1 or 2, with the controllers that the machine has. */
export function makeControlGroup(name: string): void {
  for (const { root, version } of hierarchies()) {
    const folder = path.join(root, name);
    fs.mkdirSync(folder, { recursive: true });
    if (version === 2) enableControllers(root, folder);
    else for (const file of ['cpuset.cpus', 'cpuset.mems']) inherit(path.join(root, file), path.join(folder, file));
  }
}

/** Removes the cgroup and all below it, once the last process in it is gone. */
export async function removeControlGroup(name: string): Promise<void> {
  const isGone = () => hierarchies().every(({ root }) => removeEmpty(path.join(root, name)));
  await waitUntil(isGone, {
    boundMs: 20_000,
    onTimeout: () => new SandboxError(`The cgroup ${name} still has processes; end them and remove it with rmdir.`),
  });
}

function hierarchies(): { root: string; version: 1 | 2 }[] {
  const mounts = fs.readFileSync('/proc/self/mounts', 'utf8').split('\n');
  return mounts
    .map((line) => line.split(' '))
    .filter(([, , type]) => type === 'cgroup' || type === 'cgroup2')
    .map(([, root = '', type]) => ({ root, version: type === 'cgroup' ? 1 : 2 }));
}

/** In version 2 a group has the controllers that its parent passes on. */
function enableControllers(root: string, folder: string): void {
  const controllers = fs.readFileSync(path.join(root, 'cgroup.controllers'), 'utf8').split(/\s+/).filter(Boolean);
  for (const group of [root, folder])
    for (const controller of controllers)
      fs.writeFileSync(path.join(group, 'cgroup.subtree_control'), `+${controller}`);
}

/** In version 1 a new cpuset is empty, and no process may run in it. */
function inherit(from: string, to: string): void {
  if (fs.existsSync(from)) fs.writeFileSync(to, fs.readFileSync(from));
}

function removeEmpty(folder: string): boolean {
  if (!fs.existsSync(folder)) return true;
  // The kernel's files in it go with the folder; only folders have to be removed one by one.
  const children = fs.readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const areGone = children.map((entry) => removeEmpty(path.join(folder, entry.name))).every(Boolean);
  try {
    if (areGone) fs.rmdirSync(folder);
    return areGone;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EBUSY') return false;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw error;
  }
}
