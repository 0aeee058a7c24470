import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker, makeTelemetryFilterString } from '@temporalio/worker';
import { startTemporal } from '../../sandbox/servers/start-temporal';
import type { TemporalServer } from '../../sandbox/servers/start-temporal';
import { runLogkeep, startLogkeep } from './run-logkeep';

let temporal: TemporalServer;
let client: Client;
let folder: string;

beforeAll(async () => {
  // A query that the command no longer waits for is a warning of the worker's, and no news here.
  const filter = makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' });
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter, forward: {} } } });
  temporal = await startTemporal({ world: `test-${process.pid}` });
  client = new Client({ connection: await Connection.connect({ address: temporal.address }) });
  folder = mkdtempSync(join(tmpdir(), 'logkeep-following-'));
});
afterAll(async () => {
  await client.connection.close();
  await temporal.stop();
  rmSync(folder, { recursive: true });
});

/** A task queue of the test's own: Temporal remembers the workers of a queue for minutes. */
function configure(taskQueue: string): string {
  const file = `${taskQueue}.yaml`;
  writeFileSync(
    join(folder, file),
    `clusters: {kubesphere: {preset: kubesphere-3}}\nworker: {taskQueue: ${taskQueue}}\n`,
  );
  return file;
}

const settings = () => ({ TEMPORAL_ADDRESS: temporal.address });
const runIn = (output: string) => /backup-kubesphere-[0-9TZ.]+/.exec(output)?.[0] ?? 'none';
const statusOf = async (id: string) => (await client.workflow.getHandle(id).describe()).status.name;

describe('without a worker', () => {
  test.each(['status', 'snapshots', 'doctor'])('%s says so and starts nothing', async (command) => {
    const file = configure(`nobody-${command}`);
    expect(await runLogkeep(folder, ['-c', file, command], settings())).toEqual({
      code: 1,
      stdout: '',
      stderr: `logkeep: No worker takes work from the task queue "nobody-${command}", and the command asks the clusters through one: start one (npm run worker)\n`,
    });
    expect(await client.workflow.count(`TaskQueue = "nobody-${command}"`)).toMatchObject({ count: 0 });
  });

  test.each(['text', 'json'])('Ctrl-C ends the command, not the backup (%s)', async (output) => {
    const started = startLogkeep(folder, ['-c', configure(`nobody-${output}`), '-o', output, 'backup'], settings());
    await started.printed('backup-kubesphere-');
    started.process.kill('SIGINT');
    const { code, stdout, stderr } = await started.ended;
    const id = runIn(stdout);
    expect(code).toBe(130);
    expect(stderr).toContain(
      `logkeep: ${id} goes on without you. Follow it with: logkeep watch ${id}; stop it with: logkeep cancel ${id}\n`,
    );
    expect(await statusOf(id)).toBe('RUNNING');
  });

  test('a detached backup is printed, with a warning', async () => {
    const { code, stdout, stderr } = await runLogkeep(
      folder,
      ['-c', configure('nobody-d'), 'backup', '-d'],
      settings(),
    );
    expect(code).toBe(0);
    expect(stdout).toContain(`Started ${runIn(stdout)}\n`);
    expect(stderr).toBe(
      'No worker takes work from the task queue "nobody-d", so the run waits: start one (npm run worker)\n',
    );
  });
});

test('a cancelled run says what was put back, to whoever follows it and to whoever comes later', async () => {
  const file = configure('undoing');
  const connection = await NativeConnection.connect({ address: temporal.address });
  const workflowsPath = resolve(__dirname, 'fixtures/workflows.ts');
  const worker = await Worker.create({ connection, taskQueue: 'undoing', workflowsPath });
  const ends = await worker.runUntil(async () => {
    const following = startLogkeep(folder, ['-c', file, 'backup'], settings());
    const id = runIn(await following.printed('Taking snapshot s'));
    await runLogkeep(folder, ['-c', file, 'cancel', id], settings());
    return [await following.ended, await runLogkeep(folder, ['-c', file, 'watch', id], settings())];
  });
  await connection.close();
  for (const { code, stdout, stderr } of ends) {
    expect(code).toBe(4);
    expect(stderr).toBe(`logkeep: Run ${runIn(stdout)} was cancelled: aborted and removed snapshot s\n`);
  }
});
