import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ScheduleOverlapPolicy } from '@temporalio/client';
import { reapOrphans } from '../sandbox/processes/reap';
import { stopOwned, stopOwnedOnSignal } from '../sandbox/processes/stop-owned';
import { worldFolder } from '../sandbox/places';
import { seedKubesphereLogs } from '../sandbox/seed/seed-kubesphere-logs';
import { removeWorld } from '../sandbox/servers/server-handle';
import { startElasticsearch } from '../sandbox/servers/start-elasticsearch';
import { startTemporal } from '../sandbox/servers/start-temporal';
import { LogkeepClient } from '../src/client/logkeep-client';
import { atMost } from '../src/client/schedules/at-most';
import { converge } from '../src/client/schedules/converge';
import { planForFile } from '../src/client/schedules/plan-for-file';
import { table } from '../src/client/table';
import { loadConfig } from '../src/config/load';
import { connect } from '../src/elasticsearch/client';
import { registerRepository } from '../src/elasticsearch/repositories';
import { scheduleId } from '../src/planning/scheduled-runs';
import { buildWorker, startBuiltWorker } from './worker-memory';

const world = 'bench-schedules';
const clusters = 1_000;
const backups = 100;

/** `npm run bench:schedules`: a thousand clusters' schedules: how long to apply, and what a worker needs for them. */
async function main(): Promise<void> {
  await reapOrphans();
  stopOwnedOnSignal();
  try {
    await removeWorld(world);
    const rows = await measure();
    process.stdout.write(`\n${table(['WHAT', 'MEASURED'], rows)}\n`);
  } finally {
    await stopOwned();
  }
}

async function measure(): Promise<string[][]> {
  const rows: string[][] = [];
  const tell = (what: string, measured: string) => {
    process.stderr.write(`${what}: ${measured}\n`);
    rows.push([what, measured]);
  };
  const [server, temporal] = await Promise.all([
    startElasticsearch({ version: '6.7.0', world }),
    startTemporal({ world }),
  ]);
  await seedKubesphereLogs({ ...server, days: 1, linesPerDay: 100 });
  const elasticsearch = connect({ urls: [server.url] });
  await registerRepository(elasticsearch, 'ks-log-snapshots', {
    type: 'fs',
    settings: { location: server.repositoryPath },
  });
  await elasticsearch.close();
  const entry = buildWorker(world);

  const small = await startBuiltWorker(world, entry, writeConfig('one', 1, server.url), temporal.address);
  await pause(10_000);
  tell('worker with 1 cluster, idle', megabytes(small.memory().now));
  await small.stop();

  const file = writeConfig('thousand', clusters, server.url);
  const worker = await startBuiltWorker(world, entry, file, temporal.address);
  await pause(10_000);
  tell(`worker with ${clusters} clusters, idle`, megabytes(worker.memory().now));

  const [seconds, config] = await timed(() => Promise.resolve(loadConfig(file)));
  tell('logkeep.yaml read and checked', seconds);
  const connection = { address: temporal.address };
  const settings = { ...connection, namespace: 'default', origin: 'the benchmark', connection };
  const client = await LogkeepClient.connect(settings, config.worker.taskQueue);
  const apply = async () => {
    const plan = await planForFile(client, config, false);
    await converge(client.temporal, plan);
    return plan.steps.length;
  };
  const [first, schedules] = await timed(apply);
  tell(`apply that creates ${schedules} schedules`, first);
  const [second] = await timed(apply);
  tell('apply that finds them as they are', second);
  await pause(10_000);
  tell(`worker with ${schedules} schedules there`, megabytes(worker.memory().now));

  const [took] = await timed(() =>
    backUp(
      client,
      config.clusters.slice(0, backups).map(({ name }) => name),
    ),
  );
  tell(`${backups} scheduled backups at once, of one Elasticsearch, one by one`, took);
  await pause(10_000);
  const { now, peak } = worker.memory();
  tell('worker after them', `${megabytes(now)}, at its highest ${megabytes(peak)}`);
  await client.close();
  await worker.stop();
  return rows;
}

function writeConfig(folder: string, amount: number, url: string): string {
  const directory = path.join(worldFolder(world), folder);
  fs.mkdirSync(directory, { recursive: true });
  const entries = Array.from({ length: amount }, (_, index) => {
    const cron = `${index % 60} ${index % 6} * * *`;
    // All share one repository, in which a name is taken by one.
    const snapshots = `{name: "cluster-${index}-%Y%m%d%H%M%S"}`;
    return `  cluster-${index}: {preset: kubesphere-2.1, timezone: Asia/Shanghai, schedule: "${cron}", snapshots: ${snapshots}, elasticsearch: {url: "${url}"}}\n`;
  });
  const config = path.join(directory, 'logkeep.yaml');
  fs.writeFileSync(config, `clusters:\n${entries.join('')}worker:\n  taskQueue: logkeep\n`);
  return config;
}

/** Lets the schedules of these clusters start a run each, and waits until all are done. */
async function backUp({ temporal }: LogkeepClient, names: readonly string[]): Promise<void> {
  await atMost(16, names, (name) =>
    temporal.schedule.getHandle(scheduleId('backup', name)).trigger(ScheduleOverlapPolicy.SKIP),
  );
  await atMost(16, names, async (name) => {
    const handle = temporal.schedule.getHandle(scheduleId('backup', name));
    let run = (await handle.describe()).info.recentActions.at(-1);
    while (run === undefined) {
      await pause(500);
      run = (await handle.describe()).info.recentActions.at(-1);
    }
    await temporal.workflow.getHandle(run.action.workflow.workflowId).result();
  });
}

async function timed<Result>(work: () => Promise<Result>): Promise<[string, Result]> {
  const start = performance.now();
  const result = await work();
  return [`${((performance.now() - start) / 1000).toFixed(1)} s`, result];
}

function megabytes(amount: number): string {
  return `${amount.toFixed(0)} MB`;
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
