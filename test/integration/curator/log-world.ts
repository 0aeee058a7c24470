import { z } from 'zod';
import type { Elasticsearch } from '../../../src/elasticsearch/elasticsearch';
import { readIndexFacts } from '../../../src/elasticsearch/index-facts';
import { listSnapshots } from '../../../src/elasticsearch/snapshots';
import type { IndexFacts, SnapshotFacts } from '../../../src/planning/selection/facts';
import { deleteByName, registerLogRepository, repository, startLogCluster, writeLogs } from '../../world/log-cluster';
import type { LogCluster } from '../../world/log-cluster';

/** 2020-01-15 12:00:00 UTC, which is not a Sunday. */
export const noon = Date.UTC(2020, 0, 15, 12) / 1000;

/** A cluster with indices and snapshots of every kind that a filter can tell apart. */
export interface LogWorld {
  cluster: LogCluster;
  indices: IndexFacts[];
  snapshots: SnapshotFacts[];
}

const day = 86_400;

interface Plan {
  name: string;
  closed?: boolean;
  aliases?: string[];
  lines?: number;
  settings?: Record<string, string | number>;
}

function iso(daysAgo: number): [string, string, string] {
  const [year = '', month = '', date = ''] = new Date((noon - daysAgo * day) * 1000)
    .toISOString()
    .slice(0, 10)
    .split('-');
  return [year, month, date];
}

/** Names with dates in many forms; some closed, with aliases, empty. */
const plans: Plan[] = [
  ...[0, 1, 2, 6, 7, 8, 9, 30, 45, 400].map((age, place) => ({
    name: `ks-logstash-log-${iso(age).join('.')}`,
    ...(place % 4 === 1 ? { closed: true } : {}),
    ...(place % 3 === 0 ? { lines: 20 * (place + 1) } : {}),
    ...(place % 2 === 0 ? { aliases: ['logs', ...(place < 6 ? ['recent'] : [])] } : {}),
  })),
  ...[1, 5, 12, 40].map((age) => ({ name: `events-${iso(age).join('')}`, lines: 5 })),
  ...[3, 40, 70].map((age) => ({ name: `audit-${iso(age).slice(0, 2).join('.')}-x${age}` })),
  ...['2019.51', '2019.52', '2019.53', '2020.00', '2020.01', '2020.02'].map((week) => ({
    name: `week-${week}`,
  })),
  { name: 'short-20.01.12' },
  { name: 'short-69.01.12' },
  { name: 'julian-2019.364' },
  { name: 'julian-2020.011' },
  { name: 'hourly-2020.01.15.09' },
  { name: 'hourly-2020.01.15.11' },
  { name: 'hourly-2020.01.14.23', closed: true },
  { name: 'two-2020.01.01-2019.01.01' },
  { name: 'keep-30d-2020.01.01', aliases: ['recent'] },
  { name: 'keep-3d-2020.01.01' },
  { name: 'keep-x-2020.01.01' },
  ...[1, 2, 3].map((number) => ({
    name: `rollover-00000${number}`,
    settings: { number_of_shards: number },
  })),
  { name: 'index-999990', settings: { 'index.routing.allocation.exclude.rack': 'one' } },
  { name: 'index-999991', settings: { 'index.routing.allocation.exclude.rack': 'two' } },
  { name: '.kibana' },
  { name: '.kibana_1', lines: 1 },
  { name: 'ksalogstash-log-2020.01.01' },
  { name: 'größe-2020.01.01' },
];

const snapshotNames = [
  ...[0, 1, 2, 7, 8, 45, 46, 400].map((age) => `snapshot-${iso(age).join('')}010000`),
  ...[0, 3, 30].map((age) => `nightly-${iso(age).join('.')}`),
  ...[0, 3].map((age) => `other-${iso(age).join('.')}`),
  'weekly-2020.02',
  'weekly-2020.03',
  'monthly-2019.12',
  'by-hand',
  'before-20.01.10',
];

/** Always the same order, which is not that of the names: what is created later gets a later creation date. */
function shuffled<T>(items: readonly T[]): T[] {
  const key = (place: number) => (place * 29) % items.length;
  return items
    .map((item, place) => ({ item, place }))
    .sort((a, b) => key(a.place) - key(b.place) || a.place - b.place)
    .map(({ item }) => item);
}

export async function startLogWorld(): Promise<LogWorld> {
  const cluster = await startLogCluster('6.7.0');
  const { elasticsearch } = cluster;
  await registerLogRepository(cluster);
  for (const { name, lines, aliases = [], settings = {} } of shuffled(plans)) {
    const body = {
      settings: {
        number_of_shards: 1,
        number_of_replicas: 0,
        ...settings,
      },
      aliases: Object.fromEntries(aliases.map((alias) => [alias, {}])),
    };
    await put(elasticsearch, `/${encodeURIComponent(name)}`, body);
    if (lines !== undefined) await writeLogs(cluster, name, lines, 200);
  }
  for (const { name } of plans.filter(({ closed }) => closed)) {
    await elasticsearch.send({ method: 'POST', path: `/${name}/_close` }, z.unknown());
  }
  await takeSnapshots(cluster);
  return {
    cluster,
    indices: await readIndexFacts(elasticsearch, '*'),
    snapshots: await listSnapshots(elasticsearch, repository),
  };
}

async function takeSnapshots({ elasticsearch }: LogCluster): Promise<void> {
  const take = (name: string, indices: string, partial: boolean) =>
    put(elasticsearch, `/_snapshot/${repository}/${name}?wait_for_completion=true`, {
      indices,
      partial,
      include_global_state: false,
    });
  for (const name of shuffled(snapshotNames)) await take(name, 'events-*', false);
  await createUnassigned(elasticsearch, 'unassigned');
  await take('partial-2020.01.01', 'unassigned,events-*', true);
  await take('failed-2020.01.01', 'unassigned', false);
  await deleteByName(elasticsearch, 'unassigned');
}

/** An index whose only shard no node may hold. */
export async function createUnassigned(elasticsearch: Elasticsearch, name: string): Promise<void> {
  const settings = { number_of_shards: 1, number_of_replicas: 0, 'index.routing.allocation.require.rack': 'none' };
  await put(elasticsearch, `/${name}?wait_for_active_shards=0`, { settings });
}

async function put(elasticsearch: Elasticsearch, path: string, body: object): Promise<void> {
  await elasticsearch.send({ method: 'PUT', path, body }, z.unknown());
}
