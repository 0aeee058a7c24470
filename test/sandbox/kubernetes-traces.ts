import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { hasEnvironment } from '../../sandbox/processes/group';
import { markVariable } from '../../sandbox/processes/stop';
import type { ServerRecord } from '../../sandbox/processes/record';

/** What there is of a cluster on this machine, by kind. */
export function tracesOf({ directory, mark, kernelObjects }: ServerRecord) {
  const { controlGroup = '', link = '' } = kernelObjects ?? {};
  const network = link.replace('logkeep', '10.') + '.';
  const lines = (text: string, part: string) => text.split('\n').filter((line) => line.includes(part));
  const program = (command: string, ...args: string[]) => execFileSync(command, args, { encoding: 'utf8' });
  return {
    links: fs.readdirSync('/sys/class/net').filter((name) => name === link),
    routes: lines(program('ip', 'route'), network),
    rules: [...lines(program('iptables-save'), network), ...lines(program('iptables-save'), 'KUBE-')],
    mounts: lines(fs.readFileSync('/proc/self/mounts', 'utf8'), directory),
    controlGroups: controlGroups().filter((folder) => folder.endsWith(`/${controlGroup}`)),
    processes: processes().filter((pid) => isOf(pid, mark, controlGroup)),
    files: fs.existsSync(directory) ? [directory] : [],
  };
}

function controlGroups(): string[] {
  const folders = (parent: string) =>
    fs
      .readdirSync(parent, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `${parent}/${entry.name}`);
  const top = '/sys/fs/cgroup';
  return [...folders(top), ...folders(top).flatMap(folders)];
}

function processes(): string[] {
  return fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name));
}

/** Started by the cluster, or running in one of its containers. */
function isOf(pid: string, mark: string, controlGroup: string): boolean {
  try {
    const groups = fs.readFileSync(`/proc/${pid}/cgroup`, 'utf8');
    return groups.includes(`/${controlGroup}/`) || hasEnvironment(Number(pid), markVariable, mark);
  } catch {
    return false;
  }
}
