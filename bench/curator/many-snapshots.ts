import { z } from 'zod';
import { getClusterUuid } from '../../src/elasticsearch/cluster-identity';
import { createLedger, putLedgerEntry, readLedgerCounts } from '../../src/elasticsearch/ledger-index';
import { deleteSnapshots, listSnapshotNames } from '../../src/elasticsearch/snapshots';
import { atMost } from '../../src/client/schedules/at-most';
import { ledgerIndexOf } from '../../src/planning/ledger';
import { median, timed } from '../timing';
import { cluster, inLaboratory, repository, world } from './laboratory';
import type { Laboratory } from './laboratory';
import { runCurator } from './run-curator';
import { retentionPart } from './retention-part';
import { holdExactly, nameOfAge, olderThan } from './snapshot-fixtures';

const index = 'ks-logstash-log-2019.11.03';

/** Choosing and deleting by each, in seconds: Curator's whole process, and its action alone. Raw calls only delete. */
interface Round {
  raw: number;
  curator: number;
  curatorAction: number;
  logkeep: number;
}

/**
 * Chooses and deletes a fifth of many snapshots, the oldest, by both in turn, the repository filled up again between
 * them. Of logkeep the part of a backup's run that is retention is measured, from its history.
 */
export async function measureDeletions(
  version: '6.7.0' | '7.17.29',
  amount: number,
  rounds: number,
): Promise<string[]> {
  const stay = amount - Math.floor(amount / 5);
  const now = new Date();
  const names = Array.from({ length: amount }, (_, age) => nameOfAge(age, now));
  const measured = await inLaboratory(version, { maxAge: `${stay}d` }, async (laboratory) => {
    await prepare(laboratory);
    const taken: Round[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const result = await oneOfEach(laboratory, names, stay, round % 2 === 0);
      process.stderr.write(
        `${version}, round ${round + 1}: raw ${result.raw.toFixed(2)} s, Curator ${result.curator.toFixed(2)} s (its action ${result.curatorAction.toFixed(2)} s), logkeep ${result.logkeep.toFixed(2)} s\n`,
      );
      taken.push(result);
    }
    return taken;
  });
  const middle = (seconds: (round: Round) => number) => median(measured.map(seconds));
  return [
    version,
    `${amount - stay} of ${amount} snapshots chosen and deleted`,
    middle(({ raw }) => raw).toFixed(2),
    `${middle(({ curator }) => curator).toFixed(2)} (action ${middle(({ curatorAction }) => curatorAction).toFixed(2)})`,
    middle(({ logkeep }) => logkeep).toFixed(2),
    `${middle((round) => round.curator / round.logkeep).toFixed(1)} (action ${middle((round) => round.curatorAction / round.logkeep).toFixed(1)})`,
  ];
}

/** A tiny index, and both ways run once, so that neither is measured cold. */
async function prepare({ elasticsearch, client, server }: Laboratory): Promise<void> {
  const body = { settings: { number_of_shards: 1, number_of_replicas: 0 } };
  await elasticsearch.send({ method: 'PUT', path: `/${index}`, body }, z.unknown());
  const path = `/${index}/_doc/1`;
  await elasticsearch.send({ method: 'PUT', path, query: { refresh: true }, body: { log: 'one line' } }, z.unknown());
  await holdExactly(elasticsearch, [nameOfAge(0, new Date())], index);
  await (await client.start('backup', { cluster }, new Date())).result();
  await runCurator(world, server.url, [deletion(1)], ['--dry-run']);
}

async function oneOfEach(
  laboratory: Laboratory,
  names: readonly string[],
  stay: number,
  curatorFirst: boolean,
): Promise<Round> {
  const tooOld = names.slice(stay);
  const take = async <Result>(work: () => Promise<Result>) => {
    await fill(laboratory, names);
    const result = await work();
    const left = await listSnapshotNames(laboratory.elasticsearch, repository);
    const wrong = [
      ...names.slice(0, stay).filter((name) => !left.has(name)),
      ...tooOld.filter((name) => left.has(name)),
    ];
    if (wrong.length > 0)
      throw new Error(`${wrong.length} snapshots are there or gone that should not be: ${wrong[0]}`);
    return result;
  };
  const byRawCalls = () => deleteSnapshots(laboratory.elasticsearch, repository, tooOld, () => undefined);
  const byCurator = () => runCurator(world, laboratory.server.url, [deletion(stay)]);
  const byLogkeep = async () => {
    const run = await laboratory.client.start('backup', { cluster }, new Date());
    await run.result();
    return retentionPart(await run.fetchHistory());
  };
  const [raw] = await take(() => timed(byRawCalls));
  const early = curatorFirst ? await take(byCurator) : undefined;
  const logkeep = await take(byLogkeep);
  const { seconds: curator, lastAction: curatorAction } = early ?? (await take(byCurator));
  return { raw, curator, curatorAction, logkeep };
}

function deletion(days: number) {
  return { action: 'delete_snapshots', options: { repository, ignore_empty_list: true }, filters: olderThan(days) };
}

/** As logkeep would have left it: with an entry of the ledger for each snapshot, which Curator does not look at. */
async function fill({ elasticsearch }: Laboratory, names: readonly string[]): Promise<void> {
  process.stderr.write(`Filling the repository up to ${names.length} snapshots\n`);
  await holdExactly(elasticsearch, names, index);
  const ledger = ledgerIndexOf(cluster);
  await createLedger(elasticsearch, ledger);
  const clusterUuid = await getClusterUuid(elasticsearch);
  const line = { name: index, uuid: 'a-uuid', documents: 1, bytes: 4_000, shards: 1, operations: 1, sealed: false };
  const written = await readLedgerCounts(elasticsearch, ledger, names);
  const missing = names.filter((name) => !written.has(name));
  await atMost(8, missing, (snapshot) =>
    putLedgerEntry(elasticsearch, ledger, {
      ...{ snapshot, repository, clusterUuid, takenBy: 'the benchmark', writtenAt: new Date().toISOString() },
      indices: [line],
    }),
  );
}
