import { getClusterUuid } from '../elasticsearch/cluster-identity';
import { readContents } from '../elasticsearch/index-contents';
import { listIndices } from '../elasticsearch/indices';
import { createLedger, putLedgerEntry } from '../elasticsearch/ledger-index';
import { startRestore } from '../elasticsearch/restores';
import { getPrimaryShards } from '../elasticsearch/shards';
import { findSnapshotsWith } from '../elasticsearch/snapshots';
import { ledgerIndexOf, ledgerLines } from '../planning/ledger';
import { newestFirst } from '../planning/snapshot-order';
import type { Cluster, Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { poll } from './poll';
import { withinActivity } from './within-activity';

export interface WriteLedgerInput {
  cluster: string;
  snapshot: string;
  /** Workflow ID and run ID. */
  takenBy: string;
  indices: string[];
  /** Those of them that are blocked for writing. */
  sealed: string[];
  /** The scheduled start of the run, ISO 8601. */
  at: string;
}

/**
 * Writes down what a snapshot that is about to be taken must contain. The index that it is written into becomes part
 * of the snapshot, so that the ledger outlives the cluster. Where the index is lost, the newest snapshot that holds it
 * gives it back.
 * @returns the name of the ledger's index.
 */
export async function writeLedger(dependencies: Dependencies, input: WriteLedgerInput): Promise<string> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const { elasticsearch, repository } = cluster;
  const ledger = ledgerIndexOf(cluster.name);
  if ((await listIndices(elasticsearch, ledger)).length === 0) await bringBack(cluster, ledger);
  await createLedger(elasticsearch, ledger);
  const { snapshot, takenBy, at: writtenAt } = input;
  const contents = await readContents(elasticsearch, input.indices);
  await putLedgerEntry(elasticsearch, ledger, {
    ...{ snapshot, repository, takenBy, writtenAt },
    clusterUuid: await getClusterUuid(elasticsearch),
    indices: ledgerLines(contents.values(), input.sealed),
  });
  return ledger;
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
