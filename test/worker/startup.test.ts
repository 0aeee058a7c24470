import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTemporal } from '../../sandbox/servers/start-temporal';
import type { TemporalServer } from '../../sandbox/servers/start-temporal';
import { closedAddress } from '../client/run-logkeep';
import { startSource } from '../client/start-source';
import type { Ended } from '../client/start-source';

let temporal: TemporalServer;
let folder: string;
beforeAll(async () => {
  temporal = await startTemporal({ world: `test-${process.pid}` });
  folder = mkdtempSync(join(tmpdir(), 'logkeep-startup-'));
});
afterAll(async () => {
  await temporal.stop();
  rmSync(folder, { recursive: true });
});

/** Runs the worker on a logkeep.yaml, or on none, to its end. */
function runWorker(yaml: string | undefined, settings: Record<string, string> = {}): Promise<Ended> {
  const own = mkdtempSync(join(folder, 'worker-'));
  if (yaml !== undefined) writeFileSync(join(own, 'logkeep.yaml'), yaml);
  return startSource('worker.ts', own, [], { TEMPORAL_ADDRESS: temporal.address, ...settings }).ended;
}

const failsWith = (sentence: string) => ({ code: 1, stdout: '', stderr: `logkeep worker: ${sentence}\n` });
const cluster = 'clusters: {kubesphere: {preset: kubesphere-3}}\n';
const usable = `${cluster}worker: {healthPort: 0}\n`;

/** A port that somebody listens on for as long as the work takes. */
async function withTakenPort<T>(work: (port: number) => Promise<T>): Promise<T> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, listening));
  try {
    return await work((server.address() as AddressInfo).port);
  } finally {
    await new Promise((closed) => server.close(closed));
  }
}

test('without Temporal the worker says where it looked, who told it to, and how to start one', async () => {
  const address = await closedAddress();
  expect(await runWorker(usable, { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: 'logs' })).toEqual(
    failsWith(
      `Temporal at ${address}, namespace logs (address from TEMPORAL_ADDRESS), could not be reached: Connection refused. ` +
        'Check TEMPORAL_ADDRESS, or start one with `npm run sandbox` or `temporal server start-dev`',
    ),
  );
});

test('a namespace that Temporal does not have is named', async () => {
  expect(await runWorker(usable, { TEMPORAL_NAMESPACE: 'logs' })).toEqual(
    failsWith(`Temporal at ${temporal.address} has no namespace "logs": create it, or check TEMPORAL_NAMESPACE`),
  );
});

test('without a logkeep.yaml the worker says which file it looked for', async () => {
  expect(await runWorker(undefined)).toEqual(
    failsWith('logkeep.yaml: it does not exist: create it, or name another with --config or LOGKEEP_CONFIG'),
  );
});

test('a faulty logkeep.yaml is refused with the place of the fault', async () => {
  expect(await runWorker('clusters:\n  a: {preset: kubesphere-3, timezon: UTC}\n')).toEqual(
    failsWith('logkeep.yaml: clusters.a.timezon (line 2, column 29): unknown key, did you mean "timezone"?'),
  );
});

test('a secret that is not there is named by its cluster and variable', async () => {
  const yaml =
    'clusters:\n  a:\n    preset: kubesphere-3\n    elasticsearch: {apiKey: {env: LOGKEEP_TEST_NO_KEY}}\nworker: {healthPort: 0}\n';
  expect(await runWorker(yaml)).toEqual(
    failsWith(
      'Cluster a cannot be used: the environment variable LOGKEEP_TEST_NO_KEY is not set or empty: put the secret there',
    ),
  );
});

test('a secret file is looked for beside logkeep.yaml, wherever the worker is started', async () => {
  const elsewhere = join(folder, 'elsewhere');
  mkdirSync(elsewhere);
  const file = join(folder, 'beside.yaml');
  writeFileSync(
    file,
    'clusters:\n  a:\n    preset: kubesphere-3\n    elasticsearch: {apiKey: {file: keys/es}}\nworker: {healthPort: 0}\n',
  );
  const { ended } = startSource('worker.ts', elsewhere, [file], { TEMPORAL_ADDRESS: temporal.address });
  expect(await ended).toEqual(
    failsWith(`Cluster a cannot be used: the secret file ${join(folder, 'keys/es')} cannot be read (ENOENT)`),
  );
});

test('a taken health port is one sentence, on a Temporal that answers', async () => {
  await withTakenPort(async (port) => {
    expect(await runWorker(`${cluster}worker: {healthPort: ${port}}\n`)).toEqual(
      failsWith(
        `The health endpoint cannot listen on port ${port} (EADDRINUSE): set worker.healthPort in logkeep.yaml to a free one`,
      ),
    );
  });
});

test('a taken metrics port is one sentence, too', async () => {
  await withTakenPort(async (port) => {
    const { code, stderr } = await runWorker(`${cluster}worker: {healthPort: 0, metricsPort: ${port}}\n`);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      new RegExp(
        `^logkeep worker: The metrics endpoint cannot listen on port ${port} .*: set worker\\.metricsPort.*\n$`,
      ),
    );
  });
});

test('the worker comes up, and ends well when it is told to', async () => {
  const own = mkdtempSync(join(folder, 'worker-'));
  writeFileSync(join(own, 'logkeep.yaml'), usable);
  const worker = startSource('worker.ts', own, [], { TEMPORAL_ADDRESS: temporal.address });
  await worker.printed("state: 'RUNNING'");
  worker.process.kill('SIGTERM');
  expect(await worker.ended).toMatchObject({ code: 0 });
});
