import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { checkout, worldFolder } from '../sandbox/places';
import { freePorts } from '../sandbox/processes/ports';
import { spawnServer } from '../sandbox/processes/spawn';
import { stopServer } from '../sandbox/processes/stop';
import { awaitReady } from '../sandbox/servers/await-ready';
import { request } from '../sandbox/servers/http';

/** A worker as it is deployed: built, with its workflows bundled, as a process of its own. */
export interface BuiltWorker {
  /** Resident memory in megabytes: now, and at its highest so far. */
  memory(): { now: number; peak: number };
  stop(): Promise<void>;
}

/** Builds logkeep into a folder of the world; returns the worker's entry. Takes a minute or so. */
export function buildWorker(world: string): string {
  // Inside the checkout, where the packages are.
  const out = path.join(worldFolder(world), 'dist');
  execFileSync(process.execPath, [path.join(checkout, 'build.mjs'), out], { cwd: checkout, stdio: 'ignore' });
  return path.join(out, 'worker.js');
}

/** Starts it on a logkeep.yaml (with its health port left out) and waits until it takes work. */
export async function startBuiltWorker(
  world: string,
  entry: string,
  config: string,
  temporal: string,
): Promise<BuiltWorker> {
  const directory = path.dirname(config);
  const [healthPort = 0] = await freePorts(1);
  fs.appendFileSync(config, `  healthPort: ${healthPort}\n`);
  const record = spawnServer({
    ...{ world, name: path.basename(directory), title: "logkeep's worker", directory, user: null },
    logFile: `${directory}.log`,
    command: process.execPath,
    args: [entry, config],
    environment: { ...process.env, TEMPORAL_ADDRESS: temporal },
    ports: { health: healthPort },
    details: {},
  });
  const access = { url: `http://127.0.0.1:${healthPort}` };
  await awaitReady(record, async () => (await request(access, '/readyz', { timeoutMs: 2000 })).status === 200);
  return { memory: () => memoryOf(record.process.pid), stop: async () => void (await stopServer(record)) };
}

/** Linux tells it in kB. */
function memoryOf(pid: number): { now: number; peak: number } {
  const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0) / 1024;
  return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
}
