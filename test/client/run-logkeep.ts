import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

const main = resolve(__dirname, '../../src/client/main.ts');
const loader = pathToFileURL(require.resolve('tsx')).href;

/** Runs the real command as a process of its own, in a folder, with no settings but these. */
export function runLogkeep(
  folder: string,
  args: readonly string[],
  settings: Record<string, string> = {},
): Promise<Ended> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(TEMPORAL|LOGKEEP)_/.test(name));
  const env = { ...Object.fromEntries(inherited), TEMPORAL_CONFIG_FILE: resolve(folder, 'none.toml'), ...settings };
  const child = spawn(process.execPath, ['--import', loader, main, ...args], { cwd: folder, env });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('close', (code) => done({ code, stdout, stderr }));
  });
}

/** An address of this machine where nobody answers: it was free a moment ago. */
export async function closedAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return `127.0.0.1:${port}`;
}
