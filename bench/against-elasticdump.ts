import fs from 'node:fs';
import { loadavg } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { worldFolder } from '../sandbox/places';
import { reapOrphans } from '../sandbox/processes/reap';
import { stopOwned, stopOwnedOnSignal } from '../sandbox/processes/stop-owned';
import { request, requestJson } from '../sandbox/servers/http';
import { removeWorld } from '../sandbox/servers/server-handle';
import { startElasticsearch } from '../sandbox/servers/start-elasticsearch';
import { serverVersions } from '../sandbox/servers/versions';
import type { ServerVersion } from '../sandbox/servers/versions';
import { seedKubesphereLogs } from '../sandbox/seed/seed-kubesphere-logs';
import { table } from '../src/client/table';
import { installElasticdump } from './elasticdump/install-elasticdump';
import { measureScript } from './elasticdump/measured-process';
import type { Measured } from './elasticdump/measured-process';
import { median, timed } from './timing';
import { buildWorker } from './worker-memory';

const world = 'bench-export';
const index = 'ks-logstash-log-2019.11.03';

/** One way to get the day out; `bytes` of what it has written. */
interface Way {
  name: string;
  run: () => Promise<Measured>;
  output?: string;
}

/**
 * `npm run bench:export`: logkeep against elasticdump at the same index, in turn, on the same server. Not on the
 * sandbox's 8.19 and 9.2: elasticdump asks `GET /`, which their distributions lack.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      server: { type: 'string', default: '6.7.0' },
      lines: { type: 'string', default: '100000' },
      rounds: { type: 'string', default: '5' },
      'big-documents': { type: 'string', default: '150' },
    },
  });
  await reapOrphans();
  stopOwnedOnSignal();
  await removeWorld(world);
  const before = loadavg()
    .map((value) => value.toFixed(1))
    .join(' ');
  try {
    const elasticdump = await installElasticdump();
    const logkeep = path.join(path.dirname(buildWorker(world)), 'client', 'main.js');
    const server = await startElasticsearch({ version: versionOf(values.server), world, heapMb: 512 });
    await seedKubesphereLogs({ ...server, days: 1, linesPerDay: Number(values.lines) });
    const ways = waysOf(server.url, elasticdump, logkeep);
    const rows = await measure(ways, Number(values.rounds), () => closeScrolls(server.url));
    process.stdout.write(
      `\n${table(['WAY', 'SECONDS', 'PROCESSOR', 'PEAK MB', 'WRITTEN MB', 'LOGKEEP IS FASTER'], rows)}\n`,
    );
    const big = await measureBig(server.url, logkeep, Number(values['big-documents']));
    process.stdout.write(
      `\n${big}\n${values.lines} log lines on Elasticsearch ${values.server}; medians of ${values.rounds} rounds, the ratio round by round. Load of the machine before: ${before}, after: ${loadavg()
        .map((value) => value.toFixed(1))
        .join(' ')}.\n`,
    );
  } finally {
    await stopOwned();
  }
}

function versionOf(text: string): ServerVersion {
  const found = serverVersions.find((version) => version === text);
  if (found === undefined) throw new Error(`--server takes one of ${serverVersions.join(', ')}`);
  return found;
}

function waysOf(url: string, elasticdump: string, logkeep: string): Way[] {
  const folder = worldFolder(world);
  const dump = (name: string, ...more: string[]): Way => {
    const output = path.join(folder, `${name.replace(/\W+/g, '-')}.ndjson`);
    const args = [`--input=${url}/${index}`, `--output=${output}`, '--type=data', '--overwrite', '--quiet', ...more];
    return { name, output, run: () => measureScript(elasticdump, args) };
  };
  const output = path.join(folder, 'exported');
  const config = path.join(folder, 'logkeep.yaml');
  fs.writeFileSync(config, stringify({ clusters: { c: { preset: 'kubesphere-2.1', elasticsearch: { url } } } }));
  const args = ['--config', config, 'export', '--day', '2019-11-03', '--to', output, '--again'];
  return [
    { name: 'bare scroll', run: async () => ({ seconds: (await timed(() => scroll(url)))[0], peak: 0, processor: 0 }) },
    { name: 'logkeep export', output, run: () => measureScript(logkeep, args) },
    dump('elasticdump --limit=5000', '--limit=5000'),
    dump('elasticdump --limit=10000', '--limit=10000'),
    dump('elasticdump --limit=10000 --fsCompress', '--limit=10000', '--fsCompress'),
    dump('elasticdump (default)'),
  ];
}

async function measure(ways: readonly Way[], rounds: number, tidy: () => Promise<void>): Promise<string[][]> {
  const found = ways.map((): Measured[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [position, way] of ways.entries()) {
      if (way.output !== undefined) fs.rmSync(way.output, { recursive: true, force: true });
      const measured = await way.run();
      await tidy();
      process.stderr.write(`${way.name}, round ${round === 0 ? 'warm-up' : round}: ${measured.seconds.toFixed(2)} s\n`);
      if (round > 0) found[position]?.push(measured);
    }
  }
  const own = found[1] ?? [];
  return ways.map(({ name, output }, position) => {
    const each = found[position] ?? [];
    const ratios = each.map(({ seconds }, round) => seconds / (own[round]?.seconds ?? NaN));
    return [
      name,
      median(each.map(({ seconds }) => seconds)).toFixed(2),
      median(each.map(({ processor }) => processor)).toFixed(2),
      Math.max(...each.map(({ peak }) => peak)).toFixed(0),
      output === undefined ? '' : (sizeOf(output) / 1024 ** 2).toFixed(1),
      position === 1 ? '' : median(ratios).toFixed(2),
    ];
  });
}

/** What reading alone takes: one scroll, each page as bytes that nobody looks at but for its ID. */
async function scroll(url: string): Promise<void> {
  const post = (target: string, body: object) =>
    request({ url }, target, { method: 'POST', body: JSON.stringify(body) });
  let { body } = await post(`/${index}/_search?scroll=2m`, { size: 5000, sort: ['_doc'] });
  while (!/"hits":\[\]\}/.test(body.slice(-200))) {
    const id = /"_scroll_id":"([^"]+)"/.exec(body.slice(0, 2000))?.[1] ?? '';
    ({ body } = await post('/_search/scroll', { scroll: '2m', scroll_id: id }));
  }
}

/** elasticdump leaves its scrolls open for ten minutes; after a few rounds they have filled a small server's memory. */
async function closeScrolls(url: string): Promise<void> {
  await request({ url }, '/_search/scroll/_all', { method: 'DELETE' });
}

/** A day of documents of 2 MB: what a fixed number of documents in a page would not survive. */
async function measureBig(url: string, logkeep: string, documents: number): Promise<string> {
  const big = 'ks-logstash-log-2019.11.04';
  const log = 'a long line '.repeat(170_000);
  for (let position = 0; position < documents; position += 1)
    await requestJson({ url }, `/${big}/_doc`, { method: 'POST', body: JSON.stringify({ position, log }) });
  const folder = worldFolder(world);
  const config = path.join(folder, 'logkeep.yaml');
  const args = ['--config', config, 'export', '--day', '2019-11-04', '--to', path.join(folder, 'big'), '--again'];
  const { seconds, peak } = await measureScript(logkeep, args);
  const size = (documents * log.length) / 1024 ** 2;
  return `${documents} documents of 2 MB (${size.toFixed(0)} MB): ${seconds.toFixed(1)} s, peak ${peak.toFixed(0)} MB`;
}

function sizeOf(file: string): number {
  const entry = fs.statSync(file, { throwIfNoEntry: false });
  if (entry === undefined) return fs.existsSync(`${file}.gz`) ? fs.statSync(`${file}.gz`).size : 0;
  if (!entry.isDirectory()) return entry.size;
  return fs.readdirSync(file).reduce((sum, name) => sum + sizeOf(path.join(file, name)), 0);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
