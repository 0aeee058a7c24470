import fs from 'node:fs';
import type { Progress } from '../downloads/fetch-artifact';
import { SandboxError } from '../sandbox-error';
import { findOnPath } from '../tools/find-on-path';
import { runOrFail } from './run-or-fail';

// What has to be there, and the Debian package that brings it.
const programs: Record<string, string> = {
  containerd: 'containerd',
  runc: 'runc',
  '/usr/lib/cni/ptp': 'containernetworking-plugins',
  iptables: 'iptables',
  conntrack: 'conntrack',
  ip: 'iproute2',
  mount: 'mount',
  unshare: 'util-linux',
  tini: 'tini',
  mmdebstrap: 'mmdebstrap',
  '/bin/busybox': 'busybox-static',
  gcc: 'gcc',
  '/usr/include/stdlib.h': 'libc6-dev',
};

/** Throws a SandboxError unless a Kubernetes node can run here: on Linux, as root. */
export function requireRootOnLinux(platform: string = process.platform, user = process.getuid?.()): void {
  const elsewhere =
    'let --kubeconfig name the kubeconfig of a kind, k3d or real cluster instead, and the sandbox uses that one';
  if (platform !== 'linux')
    throw new SandboxError(`A Kubernetes node needs Linux and this is ${platform}; ${elsewhere}.`);
  if (user !== 0)
    throw new SandboxError(
      `A Kubernetes node has to be started by root and you are not; run as root, or ${elsewhere}.`,
    );
}

/** Installs the Debian packages that are missing. */
export async function installPrograms(progress: Progress): Promise<void> {
  const missing = missingPackages();
  if (missing.length === 0) return;
  const list = missing.join(' ');
  if (findOnPath('apt-get') === undefined)
    throw new SandboxError(`A Kubernetes node needs ${list} (Debian's names), which are not here; install them.`);
  progress(`Installing ${list}`);
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const aptGet = (...args: string[]) => runOrFail(`Installing ${list}`, { command: 'apt-get', args, environment });
  await aptGet('update');
  await aptGet('install', '--yes', '--no-install-recommends', ...missing);
}

function missingPackages(): string[] {
  const isThere = (program: string) =>
    program.startsWith('/') ? fs.existsSync(program) : findOnPath(program) !== undefined;
  return Object.keys(programs).flatMap((program) => (isThere(program) ? [] : (programs[program] ?? [])));
}
