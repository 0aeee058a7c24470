import { ElasticsearchError, SnapshotRunning } from '../elasticsearch/errors';
import { forgetLedgerEntries } from '../elasticsearch/ledger-index';
import { operationsUnderWay } from '../elasticsearch/operations';
import { cleanUpRepository, deleteSnapshots as remove, listSnapshotNames } from '../elasticsearch/snapshots';
import { firstNames } from '../planning/listing';
import { ledgerIndexOf } from '../planning/ledger';
import type { Cluster, Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { report } from './liveness';
import { withinActivity } from './within-activity';

export interface DeletedSnapshots {
  /** Those that are still there, for the next run. */
  left: string[];
  /** What is left undone, a clause each. */
  warnings: string[];
}

/**
 * Deletes snapshots that retention has let go, with their entries in the ledger, and then the files that nothing refers
 * to. Tried again, it goes on with those that are still there: a proxy may have cut off the answer of a deletion that
 * took effect. What somebody restores from is left to the next run; before 7.9 a restore keeps every one from being
 * deleted.
 * @throws SnapshotRunning, which is tried again, while anything but a restore is in the way.
 */
export async function deleteSnapshots(
  dependencies: Dependencies,
  { cluster: named, snapshots }: { cluster: string; snapshots: string[] },
): Promise<DeletedSnapshots> {
  const cluster = withinActivity(clusterNamed(named, dependencies));
  const { elasticsearch, repository, name } = cluster;
  const warnings: string[] = [];
  const present = await listSnapshotNames(elasticsearch, repository);
  const wanted = snapshots.filter((snapshot) => present.has(snapshot));
  try {
    const free = await notRestored(cluster, wanted);
    await remove(elasticsearch, repository, free, (deleted) =>
      report({ doing: `deleted ${deleted} of ${free.length}` }),
    );
  } catch (error) {
    // Somebody may have begun to restore since the look.
    if (!(error instanceof SnapshotRunning) || (await notRestored(cluster, wanted)).length === wanted.length)
      throw error;
  }
  const after = await listSnapshotNames(elasticsearch, repository);
  const left = snapshots.filter((snapshot) => after.has(snapshot));
  if (left.length > 0) warnings.push(`somebody restores, so that ${firstNames(left, 3)} stay until the next backup`);

  const tell = (what: string) => (error: unknown) => {
    if (!(error instanceof ElasticsearchError)) throw error;
    warnings.push(`${what}: ${error.message}`);
  };
  const gone = snapshots.filter((snapshot) => !after.has(snapshot));
  await forgetLedgerEntries(elasticsearch, ledgerIndexOf(name), gone).catch(
    tell('the ledger still names snapshots that are gone'),
  );
  const { hasRepositoryCleanup } = await elasticsearch.capabilities();
  if (hasRepositoryCleanup && left.length === 0)
    await cleanUpRepository(elasticsearch, repository).catch(tell('files that nothing refers to may be left'));
  return { left, warnings };
}

async function notRestored({ elasticsearch }: Cluster, snapshots: readonly string[]): Promise<string[]> {
  const [{ hasConcurrentSnapshots }, operations] = await Promise.all([
    elasticsearch.capabilities(),
    operationsUnderWay(elasticsearch),
  ]);
  const restored = operations.filter(({ kind }) => kind === 'restore').map(({ snapshot }) => snapshot);
  if (restored.length > 0 && !hasConcurrentSnapshots) return [];
  return snapshots.filter((snapshot) => !restored.includes(snapshot));
}
