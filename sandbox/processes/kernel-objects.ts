import fs from 'node:fs';
import { waitUntil } from '../wait-until';
import { SandboxError } from '../sandbox-error';
import { removeControlGroup } from './control-group';

/** What the kernel keeps for a server and does not end with its processes. */
export interface KernelObjects {
  /** The name of a cgroup at the top of every hierarchy. */
  controlGroup: string;
  /** The name of a network link, ours while its alias is the record's mark. */
  link: string;
}

/** Removes a server's cgroup, and waits until its network link has gone with the namespace at the other end. */
export async function removeKernelObjects({ controlGroup, link }: KernelObjects, mark: string): Promise<void> {
  await removeControlGroup(controlGroup);
  await waitUntil(() => aliasOf(link) !== mark, {
    boundMs: 20_000,
    onTimeout: () =>
      new SandboxError(`The network link ${link} is still there: a program is in its namespace; end it and run again.`),
  });
}

function aliasOf(link: string): string | undefined {
  try {
    return fs.readFileSync(`/sys/class/net/${link}/ifalias`, 'utf8').trim();
  } catch {
    return undefined;
  }
}
