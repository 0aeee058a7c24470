import { ApplicationFailure, workflowInfo } from '@temporalio/workflow';
import { ByteSize } from '../../planning/byte-size';
import { formatDuration } from '../../planning/duration';
import { count } from '../../planning/listing';
import { sliceLength } from '../../planning/patience';
import { SnapshotNaming } from '../../planning/snapshot-name';
import { TimeZone } from '../../planning/time-zone';
import { patient, quick } from '../activity-proxies';
import { underLease } from '../lease';
import { operation, undoingOnFailure } from '../operation';
import { readInput } from '../read-input';
import { startTime } from '../start-time';
import type { Tracker } from '../tracker';
import type { UndoStack } from '../undo';
import { backupInput } from './types';
import type { BackupResult } from './types';

/** Takes a snapshot of all of a cluster's log indices and ends only when the repository says that it is complete. */
export async function backup(input: unknown): Promise<BackupResult> {
  return operation('backup', async (tracker) => {
    const { cluster } = readInput(backupInput, input);
    const opened = await quick.openCluster({ cluster });
    tracker.openedCluster(cluster, opened.searchAttributes);
    const snapshot = new SnapshotNaming(opened.snapshotName, TimeZone.parse(opened.timeZone)).nameAt(startTime());
    return underLease(cluster, tracker, () =>
      undoingOnFailure(tracker, (undo) => takeSnapshot(cluster, opened.repository, snapshot, tracker, undo)),
    );
  });
}

async function takeSnapshot(cluster: string, repository: string, snapshot: string, tracker: Tracker, undo: UndoStack): Promise<BackupResult> {
  tracker.at('planning', `Looking at the indices of ${cluster}`);
  const plan = await quick.planBackup({ cluster, snapshot });

  const run = { cluster, snapshot, workflowId: workflowInfo().workflowId, nameWasFree: plan.nameIsFree };
  undo.push(`snapshot ${snapshot} may still be running`, () => quick.abortSnapshot(run));
  tracker.at('snapshotting', `Taking snapshot ${snapshot} of ${count(plan.indices.length, 'index', 'indices')}`);
  await patient.startSnapshot({ ...run, indices: plan.indices });
  await followToEnd(cluster, snapshot, tracker);

  tracker.at('verifying', `Reading the repository's record of ${snapshot}`);
  const verified = await quick.verifySnapshot({ cluster, snapshot, expected: plan.indices });
  if (verified.objections.length > 0) {
    throw ApplicationFailure.nonRetryable(`Snapshot ${snapshot} is not a backup: ${verified.objections.join('; ')}`, 'SnapshotFailed', { objections: verified.objections });
  }

  const indices = plan.indices.length;
  const seconds = verified.took / 1000;
  const added = ByteSize.ofBytes(verified.bytesAdded).toString();
  const summary = `Snapshot ${snapshot} holds ${count(indices, 'index', 'indices')} (${count(plan.documents, 'document')}), ${added} of it new, taken in ${formatDuration(seconds)}`;
  tracker.at('done', summary);
  const { shards, bytesAdded } = verified;
  return { cluster, repository, snapshot, indices, documents: plan.documents, shards, bytesAdded, seconds, closedLeftOut: plan.closed.length, summary };
}

async function followToEnd(cluster: string, snapshot: string, tracker: Tracker): Promise<void> {
  for (let slice = 0; ; slice += 1) {
    const { ended, transfer } = await patient.followSnapshot({ cluster, snapshot, slice: sliceLength(slice) });
    if (ended) return;
    tracker.at('snapshotting', `Taking snapshot ${snapshot}`, transfer === undefined ? {} : { transfer });
  }
}
