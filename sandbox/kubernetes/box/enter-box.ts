import { groupMembers } from '../../processes/group';
import type { ServerRecord } from '../../processes/record';
import { SandboxError } from '../../sandbox-error';
import { runOrFail } from '../run-or-fail';

/** Runs a program inside a cluster's box, with the box's mounts, network and processes; returns its output. */
export async function enterBox(box: ServerRecord, command: string, ...args: string[]): Promise<string> {
  const first = groupMembers(box.process.pid).find((pid) => pid !== box.process.pid);
  if (first === undefined) throw new SandboxError(`${box.title} does not run; start it first.`);
  const namespaces = ['--mount', '--net', '--ipc', '--uts', '--pid'];
  return runOrFail(`${command} inside ${box.title}`, {
    command: 'nsenter',
    args: ['--target', String(first), ...namespaces, '--', command, ...args],
  });
}
