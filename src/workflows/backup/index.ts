import { ApplicationFailure, workflowInfo } from '@temporalio/workflow';
import type { BackupPlan } from '../../activities/plan-backup';
import type { VerifiedSnapshot } from '../../activities/verify-snapshot';
import { ByteSize } from '../../planning/byte-size';
import { formatDuration } from '../../planning/duration';
import { count, firstNames } from '../../planning/listing';
import { sliceLength } from '../../planning/patience';
import { SnapshotNaming } from '../../planning/snapshot-name';
import { StallWatch } from '../../planning/stall';
import { TimeZone } from '../../planning/time-zone';
import { patient, quick } from '../activity-proxies';
import { underLease } from '../lease';
import { failureType } from '../failure-type';
import { operation, undoingOnFailure } from '../operation';
import { readInput } from '../read-input';
import { failIfStalled } from '../stall';
import { startTime } from '../start-time';
import type { Tracker } from '../tracker';
import type { UndoStack } from '../undo';
import { announcing } from './announcing';
import { checkDrift } from './check-drift';
import { backupInput } from './types';
import type { BackupResult, LeftOut } from './types';

const mostPlans = 3;

/** Takes a snapshot of all of a cluster's log indices and ends only when the repository says that it is complete. */
export async function backup(input: unknown): Promise<BackupResult> {
  return announcing(input, (opens) =>
    operation('backup', async (tracker) => {
      const { cluster } = readInput(backupInput, input);
      const opened = await quick.openCluster({ cluster });
      opens(opened);
      tracker.openedCluster(cluster, opened.searchAttributes);
      const names = new SnapshotNaming(opened.snapshotName, TimeZone.parse(opened.timeZone)).namesFrom(startTime());
      return underLease(opened, tracker, () =>
        undoingOnFailure(tracker, (undo) => takeSnapshot(cluster, opened.repository, names, tracker, undo)),
      );
    }),
  );
}

async function takeSnapshot(
  cluster: string,
  repository: string,
  names: string[],
  tracker: Tracker,
  undo: UndoStack,
): Promise<BackupResult> {
  const warnings = await checkDrift(cluster, tracker);
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

  const contents = contentsOf(plan, verified);
  const summary = [contents.summary, ...warnings].join('; ');
  const result = { cluster, repository, snapshot, ...contents, warnings, summary };
  tracker.at('done', result.summary);
  return result;
}

function contentsOf(
  { snapshot, indices, documents, closed, undated }: BackupPlan,
  { shards, seconds, bytesAdded }: VerifiedSnapshot,
) {
  const leftOut = {
    ...(closed.length === 0 ? {} : { closed: some(closed) }),
    ...(undated.length === 0 ? {} : { undated: some(undated) }),
  };
  const added = bytesAdded === undefined ? '' : `, ${ByteSize.ofBytes(bytesAdded).toString()} of it new`;
  const missing = [
    ...(closed.length === 0 ? [] : [`; ${count(closed.length, 'closed index', 'closed indices')} left out`]),
    ...(undated.length === 0
      ? []
      : [`; ${count(undated.length, 'index', 'indices')} without a day left out: ${firstNames(undated, 3)}`]),
  ];
  const contents = `${count(indices.length, 'index', 'indices')} (about ${count(documents, 'document')})`;
  return {
    indices: indices.length,
    documents,
    shards,
    seconds,
    ...(bytesAdded === undefined ? {} : { bytesAdded }),
    ...(closed.length + undated.length === 0 ? {} : { leftOut }),
    summary: `Snapshot ${snapshot} holds ${contents}${added}, taken in ${formatDuration(seconds)}${missing.join('')}`,
  };
}

function some(names: readonly string[]): LeftOut {
  return { indices: names.length, first: names.slice(0, 5) };
}

/** A cleaner that deletes an index between the plan and the start makes the plan stale: then there is a new one. */
async function startPlanned(cluster: string, names: string[], tracker: Tracker, undo: UndoStack): Promise<BackupPlan> {
  const { workflowId, runId } = workflowInfo();
  const takenBy = `${workflowId}/${runId}`;
  for (let attempt = 1; ; attempt += 1) {
    tracker.at('planning', `Looking at the indices of ${cluster}`);
    const plan = await quick.planBackup({ cluster, names, takenBy });
    const { snapshot, indices, nameIsFree: nameWasFree } = plan;
    const run = { cluster, snapshot, takenBy, nameWasFree };
    let started = false;
    const disarm = undo.push(`snapshot ${snapshot} may still be running`, () =>
      patient.abortSnapshot({ ...run, started }),
    );
    tracker.at('snapshotting', `Taking snapshot ${snapshot} of ${count(indices.length, 'index', 'indices')}`);
    try {
      await patient.startSnapshot({ ...run, indices });
      started = true;
      return plan;
    } catch (error) {
      const type = failureType(error);
      if (type === 'Refused' || type === 'IndexMissing') disarm();
      if (attempt === mostPlans || type !== 'IndexMissing') throw error;
    }
  }
}

async function followToEnd(cluster: string, snapshot: string, tracker: Tracker): Promise<void> {
  const stall = new StallWatch(Date.now());
  for (let slice = 0; ; slice += 1) {
    const { ended, transfer } = await patient.followSnapshot({ cluster, snapshot, slice: sliceLength(slice) });
    if (ended) return;
    failIfStalled(`Snapshot ${snapshot}`, stall, transfer);
    tracker.at('snapshotting', `Taking snapshot ${snapshot}`, transfer === undefined ? {} : { transfer });
  }
}
