import { ElasticsearchError } from '../elasticsearch/errors';
import { forgetLedgerEntries } from '../elasticsearch/ledger-index';
import { cleanUpRepository, deleteSnapshots as remove, listSnapshotNames } from '../elasticsearch/snapshots';
import { ledgerIndexOf } from '../planning/ledger';
import type { Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { report } from './liveness';
import { withinActivity } from './within-activity';

export interface DeletedSnapshots {
  /** What is left undone after the deletions, a clause each; the next run does it. */
  warnings: string[];
}

/**
 * Deletes snapshots that retention has let go, with their entries in the ledger, and then the files that nothing refers
 * to. Tried again, it goes on with those that are still there: a proxy may have cut off the answer of a deletion that
 * took effect.
 */
export async function deleteSnapshots(
  dependencies: Dependencies,
  { cluster, snapshots }: { cluster: string; snapshots: string[] },
): Promise<DeletedSnapshots> {
  const { elasticsearch, repository, name } = withinActivity(clusterNamed(cluster, dependencies));
  const present = await listSnapshotNames(elasticsearch, repository);
  const left = snapshots.filter((snapshot) => present.has(snapshot));
  await remove(elasticsearch, repository, left, (deleted) => report({ doing: `deleted ${deleted} of ${left.length}` }));
  const warnings: string[] = [];
  const tell = (what: string) => (error: unknown) => {
    if (!(error instanceof ElasticsearchError)) throw error;
    warnings.push(`${what}: ${error.message}`);
  };
  await forgetLedgerEntries(elasticsearch, ledgerIndexOf(name), snapshots).catch(
    tell('the ledger still names snapshots that are gone'),
  );
  const { hasRepositoryCleanup } = await elasticsearch.capabilities();
  if (hasRepositoryCleanup)
    await cleanUpRepository(elasticsearch, repository).catch(tell('files that nothing refers to may be left'));
  return { warnings };
}
