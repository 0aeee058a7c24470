import { z } from 'zod';
import type { LogkeepClient } from '../src/client/logkeep-client';
import { connect } from '../src/elasticsearch/client';
import { getDetailedHealth } from '../src/elasticsearch/health';
import { registerRepository } from '../src/elasticsearch/repositories';
import { seedKubesphereLogs } from '../sandbox/seed/seed-kubesphere-logs';
import { startElasticsearchCluster } from '../sandbox/servers/start-cluster';
import { waitUntil } from '../sandbox/wait-until';
import { median, timed } from './timing';

/** Seconds until all days could be searched, medians; the ratio pair by pair. */
export interface CopiesComparison {
  raw: number;
  logkeep: number;
  ratio: number;
}

const lines = 40_000;
const days = Array.from({ length: 12 }, (_, day) => `2019-11-${String(day + 3).padStart(2, '0')}`);
const indices = days.map((day) => `ks-logstash-log-${day.replaceAll('-', '.')}`);

/**
 * Two nodes, and a repository with twelve days of five shards and one copy each: more than can be restored at once, so
 * that the copies of the first come in the way of the last. From 7.9 on, both share one limit of bytes per second.
 */
export async function startTwoNodes(world: string, repository: string) {
  const servers = await startElasticsearchCluster({ version: '7.17.29', world, name: 'pair', nodes: 2, heapMb: 1024 });
  const [server] = servers;
  if (server === undefined) throw new Error('two nodes were started');
  const elasticsearch = connect({ urls: [server.url] });
  await registerRepository(elasticsearch, repository, { type: 'fs', settings: { location: server.repositoryPath } });
  await seedKubesphereLogs({ ...server, days: days.length, linesPerDay: lines });
  return { server, elasticsearch };
}

/** Restores the days in turn by the raw call, with their copies, and by logkeep, which adds them afterwards. */
export async function compareCopies(
  { elasticsearch }: Awaited<ReturnType<typeof startTwoNodes>>,
  { client, cluster, repository }: { client: LogkeepClient; cluster: string; repository: string },
  rounds: number,
): Promise<CopiesComparison> {
  const send = (method: 'POST' | 'DELETE', path: string, body?: object) =>
    elasticsearch.send(
      { method, path, ...(body === undefined ? {} : { body, query: { wait_for_completion: true } }) },
      z.unknown(),
    );
  const settled = () =>
    waitUntil(
      async () => {
        const { status, initializingShards } = await getDetailedHealth(elasticsearch);
        return status === 'green' && initializingShards === 0;
      },
      { boundMs: 300_000, onTimeout: () => new Error('The two nodes did not become green') },
    );
  const backup = await client.start('backup', { cluster }, new Date());
  const { snapshot } = await backup.result();
  const lose = async () => {
    await settled();
    await send('DELETE', `/${indices.join(',')}`);
  };
  const body = { indices: indices.join(','), include_global_state: false, include_aliases: false };
  const pairs: { raw: number; logkeep: number }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    await lose();
    const [raw] = await timed(() => send('POST', `/_snapshot/${repository}/${snapshot}/_restore`, body));
    await lose();
    const run = await client.start('restore', { cluster, days }, new Date());
    const { searchableSeconds: logkeep = NaN } = await run.result();
    process.stderr.write(`copies, round ${round}: ${raw.toFixed(2)} s, ${logkeep.toFixed(2)} s until searchable\n`);
    if (round > 0) pairs.push({ raw, logkeep });
  }
  return {
    raw: median(pairs.map((pair) => pair.raw)),
    logkeep: median(pairs.map((pair) => pair.logkeep)),
    ratio: median(pairs.map((pair) => pair.logkeep / pair.raw)),
  };
}
