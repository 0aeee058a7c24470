import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { logsFolder, volumesFolder } from './box-setup';

/** Puts the cluster's own folders in the places that the node's programs insist on; all of it ends with the box. */
export function mountFolders(directory: string): void {
  // The kubelet needs its mounts to reach the containers.
  mount('--make-rshared', '/');
  mount('-t', 'tmpfs', 'tmpfs', '/run');
  // Through /run, because a socket's whole path may have no more than 107 characters.
  bind(path.join(directory, 'kubelet'), '/run/kubelet');
  bind(logsFolder(directory), '/var/log');
  bind(path.join(directory, 'network'), '/var/lib/cni');
  // The place of the controller-manager's host-path provisioner.
  bind(volumesFolder(directory), '/tmp/hostpath_pv');
}

function bind(folder: string, to: string): void {
  fs.mkdirSync(folder, { recursive: true });
  fs.mkdirSync(to, { recursive: true });
  mount('--bind', folder, to);
}

function mount(...args: string[]): void {
  execFileSync('mount', args, { stdio: ['ignore', 'inherit', 'inherit'] });
}
