import { listIndices } from '../elasticsearch/indices';
import { createLedger } from '../elasticsearch/ledger-index';
import { startRestore } from '../elasticsearch/restores';
import { getPrimaryShards } from '../elasticsearch/shards';
import { findSnapshotsWith } from '../elasticsearch/snapshots';
import { ledgerIndexOf } from '../planning/ledger';
import { newestFirst } from '../planning/snapshot-order';
import type { Cluster } from './cluster';
import { poll } from './poll';

/** Makes sure that the ledger's index is there. Where it is lost, the newest snapshot that holds it gives it back. */
export async function ensureLedger(cluster: Cluster): Promise<void> {
  const { elasticsearch } = cluster;
  const ledger = ledgerIndexOf(cluster.name);
  if ((await listIndices(elasticsearch, ledger)).length === 0) await bringBack(cluster, ledger);
  await createLedger(elasticsearch, ledger);
}

/** Nothing happens when no snapshot holds it: then this is the first backup. */
async function bringBack({ elasticsearch, repository }: Cluster, ledger: string): Promise<void> {
  const holders = await findSnapshotsWith(elasticsearch, repository, [ledger]);
  const newest = newestFirst(holders).find(({ state }) => state === 'SUCCESS');
  if (newest === undefined) return;
  await startRestore(elasticsearch, { repository, snapshot: newest.name, indices: [ledger] });
  await poll(async () => {
    const shards = await getPrimaryShards(elasticsearch, [ledger]);
    return (shards.length > 0 && shards.every(({ state }) => state === 'STARTED')) || undefined;
  });
}
