import { ApplicationFailure, workflowInfo } from '@temporalio/workflow';
import type { BackupPlan } from '../../activities/plan-backup';
import { ByteSize } from '../../planning/byte-size';
import { formatDuration } from '../../planning/duration';
import { count } from '../../planning/listing';
import { sliceLength } from '../../planning/patience';
import { SnapshotNaming } from '../../planning/snapshot-name';
import { TimeZone } from '../../planning/time-zone';
import { patient, quick } from '../activity-proxies';
import { underLease } from '../lease';
import { failureType } from '../failure-type';
import { operation, undoingOnFailure } from '../operation';
import { readInput } from '../read-input';
import { startTime } from '../start-time';
import type { Tracker } from '../tracker';
import type { UndoStack } from '../undo';
import { backupInput } from './types';
import type { BackupResult } from './types';

const mostPlans = 3;

/** Takes a snapshot of all of a cluster's log indices and ends only when the repository says that it is complete. */
export async function backup(input: unknown): Promise<BackupResult> {
  return operation('backup', async (tracker) => {
    const { cluster } = readInput(backupInput, input);
    const opened = await quick.openCluster({ cluster });
    tracker.openedCluster(cluster, opened.searchAttributes);
    const names = new SnapshotNaming(opened.snapshotName, TimeZone.parse(opened.timeZone)).namesFrom(startTime());
    return underLease(cluster, tracker, () =>
      undoingOnFailure(tracker, (undo) => takeSnapshot(cluster, opened.repository, names, tracker, undo)),
    );
  });
}

async function takeSnapshot(
  cluster: string,
  repository: string,
  names: string[],
  tracker: Tracker,
  undo: UndoStack,
): Promise<BackupResult> {
  const plan = await startPlanned(cluster, names, tracker, undo);
  const { snapshot } = plan;
  await followToEnd(cluster, snapshot, tracker);

  tracker.at('verifying', `Reading the repository's record of ${snapshot}`);
  const verified = await quick.verifySnapshot({ cluster, snapshot, expected: plan.indices });
  if (verified.objections.length > 0) {
    throw ApplicationFailure.nonRetryable(
      `Snapshot ${snapshot} is not a backup: ${verified.objections.join('; ')}`,
      'SnapshotFailed',
      { objections: verified.objections },
    );
  }

  const indices = plan.indices.length;
  const seconds = verified.took / 1000;
  const added = ByteSize.ofBytes(verified.bytesAdded).toString();
  const summary = `Snapshot ${snapshot} holds ${count(indices, 'index', 'indices')} (${count(plan.documents, 'document')}), ${added} of it new, taken in ${formatDuration(seconds)}`;
  tracker.at('done', summary);
  const { shards, bytesAdded } = verified;
  return {
    cluster,
    repository,
    snapshot,
    indices,
    documents: plan.documents,
    shards,
    bytesAdded,
    seconds,
    closedLeftOut: plan.closed.length,
    summary,
  };
}

/** A cleaner that deletes an index between the plan and the start makes the plan stale: then there is a new one. */
async function startPlanned(cluster: string, names: string[], tracker: Tracker, undo: UndoStack): Promise<BackupPlan> {
  const { workflowId } = workflowInfo();
  for (let attempt = 1; ; attempt += 1) {
    tracker.at('planning', `Looking at the indices of ${cluster}`);
    const plan = await quick.planBackup({ cluster, names, workflowId });
    const { snapshot, indices, nameIsFree: nameWasFree } = plan;
    const run = { cluster, snapshot, workflowId, nameWasFree };
    undo.push(`snapshot ${snapshot} may still be running`, () => quick.abortSnapshot(run));
    tracker.at('snapshotting', `Taking snapshot ${snapshot} of ${count(indices.length, 'index', 'indices')}`);
    try {
      await patient.startSnapshot({ ...run, indices });
      return plan;
    } catch (error) {
      if (attempt === mostPlans || failureType(error) !== 'IndexMissing') throw error;
    }
  }
}

async function followToEnd(cluster: string, snapshot: string, tracker: Tracker): Promise<void> {
  for (let slice = 0; ; slice += 1) {
    const { ended, transfer } = await patient.followSnapshot({ cluster, snapshot, slice: sliceLength(slice) });
    if (ended) return;
    tracker.at('snapshotting', `Taking snapshot ${snapshot}`, transfer === undefined ? {} : { transfer });
  }
}
