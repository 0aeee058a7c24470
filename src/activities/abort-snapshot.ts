import { activityInfo } from '@temporalio/activity';
import { deleteSnapshot } from '../elasticsearch/snapshots';
import { awaitStarts } from './await-starts';
import type { Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import type { RunSnapshot } from './own-snapshot';
import { findOwnSnapshot } from './own-snapshot';
import { withinActivity } from './within-activity';

export interface AbortSnapshotInput extends RunSnapshot {
  cluster: string;
  /** Whether the run was told that its start took effect. */
  started: boolean;
}

/**
 * Aborts the snapshot that a run started and that is still running. One that has ended stays: it is a backup, or
 * evidence of what went wrong. One that is not the run's own is not touched.
 * @returns the clauses that say what was done; none when there was nothing to do.
 */
export async function abortSnapshot(
  dependencies: Dependencies,
  { cluster: name, started, ...run }: AbortSnapshotInput,
): Promise<string[]> {
  const cluster = withinActivity(clusterNamed(name, dependencies));
  const { snapshot } = run;
  if (!started) await awaitStarts(cluster);
  const found = await findOwnSnapshot(cluster, run);
  // An earlier attempt of this very activity may have removed it and lost its worker before it could say so.
  if (found.found === 'nothing') return activityInfo().attempt > 1 ? [`snapshot ${snapshot} is gone`] : [];
  if (found.found === 'foreign') return [`left ${snapshot} alone: ${found.objection}`];
  if (found.record.state !== 'IN_PROGRESS') return [`left snapshot ${snapshot} as it is: ${found.record.state}`];
  await deleteSnapshot(cluster.elasticsearch, cluster.repository, snapshot);
  return [`aborted and removed snapshot ${snapshot}`];
}
