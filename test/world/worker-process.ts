import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import type { LogCluster } from './log-cluster';
import { sharedWorld } from './running-world';

const root = resolve(__dirname, '../..');

/** A logkeep worker as a process of its own, which can be killed. */
export interface WorkerProcess {
  /** Everything that it has written so far. */
  output(): string;
  /** Ends it at once, as a lost machine would. */
  kill(): Promise<void>;
  /** Asks it to stop, as a deployment would; resolves with its exit code. */
  stop(): Promise<number | null>;
}

export function writeConfig(folder: string, clusters: readonly LogCluster[], taskQueue: string): string {
  const file = join(folder, 'logkeep.yaml');
  const sections = clusters.map(({ name, server, timeZone, cleanup, retention }) => [
    name,
    {
      ...{ preset: 'kubesphere-2.1', timezone: timeZone, elasticsearch: { url: server.url } },
      ...(cleanup?.maxAge === undefined ? {} : { indices: { maxAge: cleanup.maxAge.toString() } }),
      ...(retention?.maxAge === undefined ? {} : { snapshots: { maxAge: retention.maxAge.toString() } }),
    },
  ]);
  const worker = { taskQueue, healthPort: 0 };
  writeFileSync(file, stringify({ clusters: Object.fromEntries(sections) as unknown, worker }));
  return file;
}

/** Starts `src/worker.ts` and waits until it takes work. */
export async function startWorkerProcess(
  clusters: LogCluster | readonly LogCluster[],
  taskQueue: string,
): Promise<WorkerProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'logkeep-worker-'));
  const running = await runWorkerProcess(writeConfig(folder, [clusters].flat(), taskQueue));
  void running.ended.then(() => rmSync(folder, { recursive: true, force: true }));
  return running;
}

/** The same with a logkeep.yaml of the test's own. */
export async function runWorkerProcess(file: string): Promise<WorkerProcess & { ended: Promise<number | null> }> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'src/worker.ts'), file], {
    cwd: root,
    env: { ...process.env, TEMPORAL_ADDRESS: sharedWorld().temporal },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let up: () => void = () => undefined;
  const ready = new Promise<void>((resolvePromise) => (up = resolvePromise));
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (/state: 'RUNNING'/.test(output)) up();
    });
  }
  const ended = new Promise<number | null>((resolvePromise) => {
    child.once('exit', resolvePromise);
  });
  const tooEarly = ended.then((code) => {
    throw new Error(`The worker ended with ${code} before it was up:\n${output}`);
  });
  await Promise.race([ready, tooEarly]);
  tooEarly.catch(() => undefined);
  const end = (signal: 'SIGKILL' | 'SIGTERM') => {
    child.kill(signal);
    return ended;
  };
  return { output: () => output, ended, kill: async () => void (await end('SIGKILL')), stop: () => end('SIGTERM') };
}
