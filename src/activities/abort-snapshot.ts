import { deleteSnapshot, getSnapshot } from '../elasticsearch/snapshots';
import { notOwnSnapshot } from '../planning/snapshot-ownership';
import type { Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { withinActivity } from './within-activity';

export interface AbortSnapshotInput {
  cluster: string;
  snapshot: string;
  workflowId: string;
  nameWasFree: boolean;
}

/**
 * Aborts the snapshot that a run started and that is still running. One that has ended stays: it is a backup, or
 * evidence of what went wrong. One that is not the run's own is not touched.
 * @returns the clauses that say what was done; none when there was nothing to do.
 */
export async function abortSnapshot(
  dependencies: Dependencies,
  { cluster, snapshot, ...run }: AbortSnapshotInput,
): Promise<string[]> {
  const { elasticsearch, repository } = withinActivity(clusterNamed(cluster, dependencies));
  const existing = await getSnapshot(elasticsearch, repository, snapshot);
  if (existing === null) return [];
  const objection = notOwnSnapshot(existing, run);
  if (objection !== null) return [`left ${snapshot} alone: ${objection}`];
  if (existing.state !== 'IN_PROGRESS') return [`left snapshot ${snapshot} as it is: ${existing.state}`];
  await deleteSnapshot(elasticsearch, repository, snapshot);
  return [`aborted and removed snapshot ${snapshot}`];
}
