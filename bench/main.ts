import { parseArgs } from 'node:util';
import { z } from 'zod';
import { LogkeepClient } from '../src/client/logkeep-client';
import type { Operations } from '../src/client/logkeep-client';
import { table } from '../src/client/table';
import { connect } from '../src/elasticsearch/client';
import type { Elasticsearch } from '../src/elasticsearch/elasticsearch';
import { registerRepository } from '../src/elasticsearch/repositories';
import { deleteSnapshot, listSnapshots } from '../src/elasticsearch/snapshots';
import { seedKubesphereLogs } from '../sandbox/seed/seed-kubesphere-logs';
import { reapOrphans } from '../sandbox/processes/reap';
import { stopOwned, stopOwnedOnSignal } from '../sandbox/processes/stop-owned';
import { removeWorld } from '../sandbox/servers/server-handle';
import { startElasticsearch } from '../sandbox/servers/start-elasticsearch';
import { startTemporal } from '../sandbox/servers/start-temporal';
import { startWorker } from '../sandbox/servers/start-worker';
import { compare } from './compare';
import type { Comparison } from './compare';
import { timeCancel } from './restore-cancel';
import { compareCopies, startTwoNodes } from './restore-copies';

const world = 'bench';
const cluster = 'kubesphere';
const repository = 'ks-log-snapshots';
const lostIndex = 'ks-logstash-log-2019.11.05';
const lostDay = '2019-11-05';

/** Small: what logkeep itself costs. Larger: what is left of that when there is data to move. */
const sizes = [
  { name: 'small', days: 3, linesPerDay: 500 },
  { name: 'larger', days: 3, linesPerDay: 30_000 },
];

/**
 * `npm run bench`: logkeep's operations against the raw calls that they stand on, in turn, on the same server.
 * `--only calls` or `--only copies` (restores of many days with copies) measures a part.
 */
async function main(): Promise<void> {
  const { only } = parseArgs({ options: { only: { type: 'string' } } }).values;
  await reapOrphans();
  stopOwnedOnSignal();
  try {
    const rows: string[][] = [];
    for (const size of only === 'copies' ? [] : sizes) rows.push(...(await measure(size)));
    if (only !== 'calls') rows.push(await measureCopies());
    const head = ['CLUSTER', 'OPERATION', 'RAW CALL', 'LOGKEEP', 'RATIO', 'MORE', 'EVENTS'];
    process.stdout.write(
      `\n${table(head, rows)}\n\nSeconds, medians of the rounds; ratio and difference pair by pair.\n`,
    );
  } finally {
    await stopOwned();
  }
}

/** With copies on two nodes: until the days can be searched. */
async function measureCopies(): Promise<string[]> {
  await removeWorld(world);
  const [pair, temporal] = await Promise.all([startTwoNodes(world, repository), startTemporal({ world })]);
  const clusters = { [cluster]: { preset: 'kubesphere-2.1', elasticsearch: { url: pair.server.url } } };
  await startWorker({ world, temporal: temporal.address, clusters });
  const client = await LogkeepClient.connect(settingsFor(temporal.address), 'logkeep');
  const { raw, logkeep, ratio } = await compareCopies(pair, { client, cluster, repository }, 7);
  await client.close();
  await pair.elasticsearch.close();
  await stopOwned();
  const numbers = [raw, logkeep, ratio, logkeep - raw].map((number) => number.toFixed(2));
  return ['two nodes', 'restore, until searchable', ...numbers, ''];
}

function settingsFor(address: string) {
  return { address, namespace: 'default', origin: 'the benchmark', connection: { address } };
}

async function measure({ name, days, linesPerDay }: (typeof sizes)[number]): Promise<string[][]> {
  await removeWorld(world);
  const [server, temporal] = await Promise.all([
    startElasticsearch({ version: '6.7.0', world }),
    startTemporal({ world }),
  ]);
  const elasticsearch = connect({ urls: [server.url] });
  const clusters = { [cluster]: { preset: 'kubesphere-2.1', elasticsearch: { url: server.url } } };
  await startWorker({ world, temporal: temporal.address, clusters });
  await seedKubesphereLogs({ ...server, days, linesPerDay });
  await registerRepository(elasticsearch, repository, { type: 'fs', settings: { location: server.repositoryPath } });
  const client = await LogkeepClient.connect(settingsFor(temporal.address), 'logkeep');
  const operations = new Operator(elasticsearch, client);

  const snapshot = await compare('raw _snapshot against backup', 7, {
    prepare: () => operations.deleteSnapshots(),
    raw: () => operations.rawSnapshot(),
    logkeep: () => operations.run('backup', { cluster }),
  });
  await operations.deleteSnapshots();
  await operations.rawSnapshot();
  const restore = await compare('raw _restore against restore', 7, {
    prepare: () => operations.loseIndex(),
    raw: () => operations.rawRestore(),
    logkeep: () => operations.run('restore', { cluster, days: [lostDay] }),
  });
  const cancelled: string[][] = [];
  // A small one would be restored before it could be cancelled.
  if (linesPerDay > 10_000) {
    await operations.loseIndex();
    const where = { client, elasticsearch, cluster, repository: { name: repository, location: server.repositoryPath } };
    const seconds = await timeCancel({ ...where, lost: { day: lostDay, index: lostIndex } }, 5);
    cancelled.push([name, 'restore, cancelled: until all is as before', '', seconds.toFixed(2), '', '', '']);
  }
  await client.close();
  await elasticsearch.close();
  await stopOwned();
  const row = (operation: string, { rawSeconds, logkeepSeconds, ratio, difference, events }: Comparison) => [
    name,
    operation,
    rawSeconds.toFixed(2),
    logkeepSeconds.toFixed(2),
    ratio.toFixed(2),
    difference.toFixed(2),
    String(events),
  ];
  return [row('backup', snapshot), row('restore', restore), ...cancelled];
}

/** The two ways to do the same. */
class Operator {
  constructor(
    private readonly elasticsearch: Elasticsearch,
    private readonly client: LogkeepClient,
  ) {}

  async deleteSnapshots(): Promise<void> {
    for (const { name } of await listSnapshots(this.elasticsearch, repository))
      await deleteSnapshot(this.elasticsearch, repository, name);
  }

  async loseIndex(): Promise<void> {
    await this.elasticsearch.send({ method: 'DELETE', path: `/${lostIndex}` }, z.unknown());
  }

  async rawSnapshot(): Promise<void> {
    const body = { indices: 'ks-logstash-log-*', include_global_state: true };
    await this.elasticsearch.send(
      { method: 'PUT', path: `/_snapshot/${repository}/raw`, query: { wait_for_completion: true }, body },
      z.unknown(),
    );
  }

  async rawRestore(): Promise<void> {
    const body = { indices: lostIndex, include_aliases: false };
    await this.elasticsearch.send(
      { method: 'POST', path: `/_snapshot/${repository}/raw/_restore`, query: { wait_for_completion: true }, body },
      z.unknown(),
    );
  }

  /** Returns the length of the run's history. */
  async run<Name extends keyof Operations>(
    name: Name,
    input: Operations[Name]['input'],
  ): Promise<() => Promise<number>> {
    const run = await this.client.start(name, input, new Date());
    await run.result();
    return async () => (await run.fetchHistory()).events?.length ?? 0;
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
