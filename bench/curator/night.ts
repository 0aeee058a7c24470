import { seedKubesphereLogs } from '../../sandbox/seed/seed-kubesphere-logs';
import { deleteSnapshot, listSnapshotNames } from '../../src/elasticsearch/snapshots';
import { median, timed } from '../timing';
import { cluster, inLaboratory, repository, world } from './laboratory';
import type { Laboratory } from './laboratory';
import { runCurator } from './run-curator';
import { holdExactly, nameOfAge, olderThan, takeSnapshot } from './snapshot-fixtures';

const indices = 'ks-logstash-log-*';
const firstIndex = 'ks-logstash-log-2019.11.03';
const maxAge = 45;
/** Rounds that do not count: Java and Node compile what they run often, and a real server has run for days. */
const warmUps = 3;

/** One night by each, in seconds. */
interface Night {
  raw: number;
  curator: number;
  logkeep: number;
}

/** A night on a small cluster (11 indices, 55 shards): a snapshot of all, and the one that is too old deleted. */
export async function measureNights(pairs: number): Promise<string[]> {
  const nights = await inLaboratory('6.7.0', { maxAge: `${maxAge}d` }, async (laboratory) => {
    await seedKubesphereLogs({ ...laboratory.server, days: 11, linesPerDay: 500 });
    const measured: Night[] = [];
    for (let round = 1 - warmUps; round <= pairs; round += 1) {
      const night = await oneOfEach(laboratory, round % 2 === 0);
      process.stderr.write(
        `a night, round ${round}: raw ${night.raw.toFixed(2)} s, Curator ${night.curator.toFixed(2)} s, logkeep ${night.logkeep.toFixed(2)} s\n`,
      );
      if (round > 0) measured.push(night);
    }
    return measured;
  });
  return [
    '6.7.0',
    'a night: snapshot of 55 shards, 1 deleted',
    ...[nights.map(({ raw }) => raw), nights.map(({ curator }) => curator), nights.map(({ logkeep }) => logkeep)].map(
      (seconds) => median(seconds).toFixed(2),
    ),
    median(nights.map(({ curator, logkeep }) => curator / logkeep)).toFixed(1),
  ];
}

async function oneOfEach(laboratory: Laboratory, curatorFirst: boolean): Promise<Night> {
  const old = nameOfAge(60, new Date());
  const take = async (work: () => Promise<unknown>) => {
    await holdExactly(laboratory.elasticsearch, [], firstIndex);
    await holdExactly(laboratory.elasticsearch, [old], firstIndex);
    const [seconds] = await timed(work);
    const left = await listSnapshotNames(laboratory.elasticsearch, repository);
    if (left.has(old) || left.size !== 1) throw new Error(`The night left ${[...left].join(', ')}`);
    return seconds;
  };
  const raw = await take(() => byRawCalls(laboratory, old));
  const first = await take(() => (curatorFirst ? byCurator(laboratory) : byLogkeep(laboratory)));
  const second = await take(() => (curatorFirst ? byLogkeep(laboratory) : byCurator(laboratory)));
  return curatorFirst ? { raw, curator: first, logkeep: second } : { raw, curator: second, logkeep: first };
}

async function byRawCalls({ elasticsearch }: Laboratory, old: string): Promise<void> {
  await takeSnapshot(elasticsearch, nameOfAge(0, new Date()), indices);
  await deleteSnapshot(elasticsearch, repository, old);
}

function byCurator({ server }: Laboratory) {
  const pattern = { filtertype: 'pattern', kind: 'prefix', value: 'ks-logstash-log-' };
  return runCurator(world, server.url, [
    { action: 'snapshot', options: { repository, name: 'snapshot-%Y%m%d%H%M%S' }, filters: [pattern] },
    { action: 'delete_snapshots', options: { repository }, filters: olderThan(maxAge) },
  ]);
}

async function byLogkeep({ client }: Laboratory) {
  const run = await client.start('backup', { cluster }, new Date());
  return run.result();
}
