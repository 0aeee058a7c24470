import fs from 'node:fs';
import type { ServerRecord } from '../../processes/record';
import { SandboxError } from '../../sandbox-error';
import { waitUntil } from '../../wait-until';
import type { Addresses } from '../addresses';
import { runOrFail } from '../run-or-fail';

/**
 * Connects a box that has just been started with the machine, so that the node, its pods and its services can be reached
 * from here. Both ends of the cable, and the routes over it, go when the box ends.
 */
export async function layCable(box: ServerRecord, addresses: Addresses): Promise<void> {
  const pid = String(box.process.pid);
  await hasOwnNetwork(pid);
  const { link, host, node, podRange, serviceRange } = addresses;
  const ip = (...args: string[]) => runOrFail('Connecting the cluster', { command: 'ip', args });
  const inside = (...args: string[]) =>
    runOrFail('Connecting the cluster', { command: 'nsenter', args: ['--target', pid, '--net', 'ip', ...args] });
  await ip('link', 'add', link, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', pid);
  await ip('link', 'set', link, 'alias', box.mark);
  await ip('address', 'add', `${host}/24`, 'dev', link);
  await ip('link', 'set', link, 'up');
  for (const range of [podRange, serviceRange]) await ip('route', 'add', range, 'via', node, 'dev', link);
  await inside('link', 'set', 'lo', 'up');
  await inside('link', 'set', 'eth0', 'up');
  await inside('address', 'add', `${node}/24`, 'dev', 'eth0');
  await inside('route', 'add', 'default', 'via', host);
}

async function hasOwnNetwork(pid: string): Promise<void> {
  const ours = fs.readlinkSync('/proc/self/ns/net');
  await waitUntil(() => namespaceOf(pid) !== ours, {
    boundMs: 20_000,
    onTimeout: () => new SandboxError('The box of the cluster got no network namespace; may this user make one?'),
  });
}

function namespaceOf(pid: string): string {
  try {
    return fs.readlinkSync(`/proc/${pid}/ns/net`);
  } catch {
    throw new SandboxError(`The box of the cluster ended at once; may this user make namespaces?`);
  }
}
