import { activityInfo } from '@temporalio/activity';
import { listIndicesNamed } from '../elasticsearch/indices';
import { findMarkedBy } from '../elasticsearch/restore-marks';
import type { ExistingIndex } from '../planning/restore-conflict';
import type { Cluster } from './cluster';

/** An index that a restore created. The UUID is new with every restore, so it tells this index from any other of its name. */
export interface RestoredIndex {
  name: string;
  uuid: string;
}

/** The indices of these names that exist now. */
export async function findExisting({ elasticsearch }: Cluster, names: readonly string[]): Promise<ExistingIndex[]> {
  return listIndicesNamed(elasticsearch, names);
}

/** Those of the indices that a restore of this very run created, whatever became of its answer or of the cluster since. */
export async function findRestored({ elasticsearch }: Cluster, names: readonly string[]): Promise<RestoredIndex[]> {
  return findMarkedBy(elasticsearch, runMark(), names);
}

/** By which the indices of a run are known until it is over. */
export function runMark(): string {
  const { workflowExecution } = activityInfo();
  // Every activity here belongs to a workflow.
  return workflowExecution?.runId ?? '';
}
