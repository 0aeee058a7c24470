import fs from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { checkout, worldFolder } from '../places';
import { freePorts } from '../processes/ports';
import { spawnServer } from '../processes/spawn';
import { awaitReady } from './await-ready';
import { request } from './http';

export interface WorkerOptions {
  world: string;
  /** Temporal, host:port. */
  temporal: string;
  /** The clusters of its logkeep.yaml. */
  clusters: object;
}

/** Starts logkeep's own worker as a process of the world and waits until it takes work. Returns its logkeep.yaml. */
export async function startWorker({ world, temporal, clusters }: WorkerOptions): Promise<string> {
  const directory = path.join(worldFolder(world), 'worker');
  fs.mkdirSync(directory, { recursive: true });
  const [healthPort = 0] = await freePorts(1);
  const config = path.join(directory, 'logkeep.yaml');
  fs.writeFileSync(config, stringify({ clusters, worker: { healthPort } }));
  const logFile = `${directory}.log`;
  fs.rmSync(logFile, { force: true });
  const record = spawnServer({
    ...{ world, name: 'worker', title: "logkeep's worker", directory, logFile, user: null },
    command: process.execPath,
    args: ['--import', require.resolve('tsx'), path.join(checkout, 'src/worker.ts'), config],
    environment: { ...process.env, TEMPORAL_ADDRESS: temporal },
    ports: { health: healthPort },
    details: {},
  });
  const access = { url: `http://127.0.0.1:${healthPort}` };
  await awaitReady(record, async () => (await request(access, '/readyz', { timeoutMs: 2000 })).status === 200);
  return config;
}
