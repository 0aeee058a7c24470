import fs from 'node:fs';
import { SandboxError } from '../sandbox-error';
import { request } from '../servers/http';
import { waitUntil } from '../wait-until';
import type { Addresses } from './addresses';
import { pauseFile } from './box/box-setup';
import { configurationFolder } from './configuration/node-files';
import { credentialFiles } from './configuration/credentials';

// Without the API server those of a real control plane lose their lease and end. Left running, they would look for it at
// longer and longer intervals, and a pod could wait for minutes after it came back.
export const pausedTogether = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];

/** The API server of a cluster, seen from outside. */
export function apiServerOf(directory: string, addresses: Addresses) {
  const { authority } = credentialFiles(configurationFolder(directory));
  const access = { url: `https://${addresses.node}:6443`, caFile: authority };
  const isReady = async () => {
    try {
      return (await request(access, '/readyz', { timeoutMs: 2000 })).status === 200;
    } catch {
      return false;
    }
  };
  const isRefused = () =>
    request(access, '/readyz', { timeoutMs: 2000 }).then(
      () => false,
      (error: NodeJS.ErrnoException) => error.code === 'ECONNREFUSED',
    );
  const pauses = pausedTogether.map((part) => pauseFile(directory, part));
  const timeout = (what: string) => ({
    boundMs: 60_000,
    onTimeout: () => new SandboxError(`The API server did not ${what} within a minute; see the logs in ${directory}.`),
  });
  return {
    isReady,
    stop: async () => {
      for (const pause of pauses) fs.writeFileSync(pause, '');
      await waitUntil(isRefused, timeout('end'));
    },
    start: async () => {
      const [apiServer = '', ...others] = pauses;
      fs.rmSync(apiServer, { force: true });
      await waitUntil(isReady, timeout('come back'));
      for (const pause of others) fs.rmSync(pause, { force: true });
    },
  };
}
