import { workflowInfo } from '@temporalio/workflow';
import type { OpenedCluster } from '../../activities/open-cluster';
import { SnapshotNaming } from '../../planning/snapshot-name';
import { TimeZone } from '../../planning/time-zone';
import { instant, patient } from '../activity-proxies';
import { underLease } from '../lease';
import { operation, undoingOnFailure } from '../operation';
import { readInput } from '../read-input';
import { startTime } from '../start-time';
import type { Tracker } from '../tracker';
import type { UndoStack } from '../undo';
import { announcing } from './announcing';
import { Approval } from './approval';
import { checkCluster } from './check-cluster';
import { cleanUp, mayLeaveSeals, needsApproval } from './clean-up';
import { expireRestores } from './expire-restores';
import { failIfUntidy, resultOf } from './result';
import type { TakenBackup } from './result';
import { rehearse } from './rehearse';
import { retireSnapshots } from './retire-snapshots';
import type { BackupRun } from './run';
import { takeSnapshot } from './take-snapshot';
import { backupInput } from './types';
import type { BackupResult } from './types';

/**
 * Takes a snapshot of all of a cluster's log indices, proves that it is complete, lets old snapshots go, and deletes
 * the old indices that the new snapshot is proven to hold, and the restored ones whose time is over.
 */
export async function backup(input: unknown): Promise<BackupResult> {
  return announcing(input, (opens) =>
    operation('backup', async (tracker) => {
      const approval = new Approval();
      const { cluster, dryRun } = readInput(backupInput, input);
      const opened = await instant.openCluster({ cluster });
      opens(opened);
      tracker.openedCluster(cluster, opened.searchAttributes);
      const run = runOf(cluster, opened);
      if (dryRun) return rehearse(run, tracker);

      const backedUp = await underLease(opened, tracker, () =>
        undoingOnFailure(tracker, (undo) => takeBackup(run, opened, tracker, undo)),
      );
      const finished = await cleanUpApproved(run, opened, backedUp, approval, tracker);
      const result = resultOf(run, finished);
      failIfUntidy(result, finished);
      tracker.at('done', result.summary);
      return result;
    }),
  );
}

function runOf(cluster: string, { snapshotName, timeZone, repository }: OpenedCluster): BackupRun {
  const { workflowId, runId } = workflowInfo();
  const at = startTime();
  const names = new SnapshotNaming(snapshotName, TimeZone.parse(timeZone)).namesFrom(at);
  return { cluster, repository, names, at: at.toISOString(), takenBy: `${workflowId}/${runId}` };
}

async function takeBackup(
  run: BackupRun,
  opened: OpenedCluster,
  tracker: Tracker,
  undo: UndoStack,
): Promise<TakenBackup> {
  const { cluster } = run;
  const checked = await checkCluster(cluster, tracker);
  const snapshot = await takeSnapshot(run, tracker, undo);
  const retired = await retireSnapshots(run, snapshot.plan.snapshot, tracker);
  const expired = await expireRestores(run, opened, snapshot.plan, tracker);
  const taken = { ...checked, snapshot, retired, ...(expired && { expired }) };
  if (needsApproval(snapshot)) return taken;
  const cleaned = await cleanUp(run, snapshot, tracker);
  if (mayLeaveSeals(snapshot, cleaned)) await patient.unsealIndices({ cluster });
  return { ...taken, cleaned };
}

/**
 * Deletions that are many wait for a person, with their indices sealed. The lease is given back meanwhile, because a
 * restore must not wait for that person, too; what was proven is proven anew afterwards.
 */
async function cleanUpApproved(
  run: BackupRun,
  opened: OpenedCluster,
  backedUp: TakenBackup,
  approval: Approval,
  tracker: Tracker,
): Promise<TakenBackup> {
  if (backedUp.cleaned !== undefined) return backedUp;
  const { cluster } = run;
  const { snapshot } = backedUp;
  return undoingOnFailure(tracker, async (undo) => {
    // Under the lease: another run may be in the middle of its proof.
    undo.push('indices may still be blocked for writing', () =>
      underLease(opened, tracker, () => patient.unsealIndices({ cluster })),
    );
    const answer = await approval.awaited(run, snapshot, opened, tracker);
    return underLease(opened, tracker, async () => {
      const cleaned = await cleanUp(run, snapshot, tracker, answer);
      await patient.unsealIndices({ cluster });
      return { ...backedUp, cleaned };
    });
  });
}
