import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { SandboxError } from '../sandbox-error';
import type { ServerUser } from '../server-user';
import { ownIdentity, startTimeOf } from './identity';
import type { KernelObjects } from './kernel-objects';
import { writeRecord } from './record';
import type { ServerRecord } from './record';
import { markVariable } from './stop';

export interface ServerCommand {
  world: string;
  name: string;
  title: string;
  command: string;
  args: string[];
  environment: NodeJS.ProcessEnv;
  /** The server's working and data directory; must exist. */
  directory: string;
  logFile: string;
  user: ServerUser | null;
  ports: Record<string, number>;
  details: Record<string, unknown>;
  kernelObjects?: KernelObjects;
}

/**
 * Starts a server in a process group of its own, its output appended to the log file, and records it on disk before its
 * first instruction: whatever happens to this process, a later `reapOrphans` finds the server.
 */
export function spawnServer(server: ServerCommand): ServerRecord {
  fs.mkdirSync(path.dirname(server.logFile), { recursive: true });
  const log = fs.openSync(server.logFile, 'a');
  const mark = randomUUID();
  // The shell waits for our word and then becomes the server, keeping number and start time. If this process dies
  // before it has written the record, the shell reads the end of its input and ends too.
  const child = spawn('/bin/sh', ['-c', 'read -r go && exec "$@" </dev/null', 'sh', server.command, ...server.args], {
    detached: true,
    stdio: ['pipe', log, log],
    cwd: server.directory,
    env: { ...server.environment, [markVariable]: mark },
    ...(server.user ?? {}),
  });
  fs.closeSync(log);
  // A failing spawn also emits this; the missing pid below tells the same.
  child.on('error', () => undefined);
  const startTime = child.pid === undefined ? undefined : startTimeOf(child.pid);
  if (child.pid === undefined || startTime === undefined)
    throw new SandboxError(`${server.title} could not be started (${server.command}); see ${server.logFile}.`);
  const { world, name, title, ports, directory, logFile, details, kernelObjects } = server;
  const record: ServerRecord = {
    ...{ world, name, title, mark, process: { pid: child.pid, startTime }, owner: ownIdentity(), state: 'starting' },
    ...{ ports, directory, logFile, startedAt: new Date().toISOString(), details },
    ...(kernelObjects && { kernelObjects }),
  };
  writeRecord(record);
  child.stdin?.on('error', () => undefined);
  child.stdin?.end('go\n');
  child.unref();
  return record;
}
