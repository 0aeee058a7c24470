import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { startSource } from './start-source';
import type { Ended, Started } from './start-source';

/** Starts the real command as a process of its own, in a folder, with no settings but these. */
export function startLogkeep(folder: string, args: readonly string[], settings?: Record<string, string>): Started {
  return startSource('client/main.ts', folder, args, settings);
}

/** Runs the real command to its end. */
export function runLogkeep(folder: string, args: readonly string[], settings?: Record<string, string>): Promise<Ended> {
  return startLogkeep(folder, args, settings).ended;
}

/** An address of this machine where nobody answers: it was free a moment ago. */
export async function closedAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return `127.0.0.1:${port}`;
}
