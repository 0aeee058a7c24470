import fs from 'node:fs';
import { SandboxError } from '../sandbox-error';
import { request } from '../servers/http';
import { waitUntil } from '../wait-until';
import type { Addresses } from './addresses';
import { pauseFile } from './box/box-setup';
import { configurationFolder } from './configuration/node-files';
import { credentialFiles } from './configuration/credentials';

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
  const pause = pauseFile(directory, 'kube-apiserver');
  const timeout = (what: string) => ({
    boundMs: 60_000,
    onTimeout: () => new SandboxError(`The API server did not ${what} within a minute; see the logs in ${directory}.`),
  });
  return {
    isReady,
    stop: async () => {
      fs.writeFileSync(pause, '');
      await waitUntil(isRefused, timeout('end'));
    },
    start: async () => {
      fs.rmSync(pause, { force: true });
      await waitUntil(isReady, timeout('come back'));
    },
  };
}
