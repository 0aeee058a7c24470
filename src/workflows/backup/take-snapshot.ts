import { ApplicationFailure, isCancellation } from '@temporalio/workflow';
import type { BackupPlan } from '../../activities/plan-backup';
import type { SealedIndices } from '../../activities/seal-indices';
import type { VerifiedSnapshot } from '../../activities/verify-snapshot';
import { count } from '../../planning/listing';
import { sliceLength } from '../../planning/patience';
import { StallWatch } from '../../planning/stall';
import { dispensable, patient, quick } from '../activity-proxies';
import { failureMessage, failureType } from '../failure-type';
import { failIfStalled } from '../stall';
import type { Tracker } from '../tracker';
import type { UndoStack } from '../undo';
import type { BackupRun } from './run';

/** A snapshot that the repository says is complete, and what was blocked for writing before it. */
export interface TakenSnapshot extends SealedIndices {
  plan: BackupPlan;
  verified: VerifiedSnapshot;
  warnings: string[];
  /** Why old indices could not be looked at or sealed. The backup is whole nonetheless. */
  problem?: string;
}

type StartedSnapshot = Omit<TakenSnapshot, 'verified'>;

const mostPlans = 3;

/**
 * Takes a snapshot of all indices, the old ones sealed before, and ends only when the repository's own record says that
 * it is complete.
 * @throws ApplicationFailure SnapshotFailed with every objection.
 */
export async function takeSnapshot(run: BackupRun, tracker: Tracker, undo: UndoStack): Promise<TakenSnapshot> {
  const { cluster } = run;
  const started = await startPlanned(run, tracker, undo);
  const { snapshot, indices } = started.plan;
  await followToEnd(cluster, snapshot, tracker);

  tracker.at('verifying', `Reading the repository's record of ${snapshot}`);
  const verified = await quick.verifySnapshot({ cluster, snapshot, expected: indices });
  const { objections, remarks } = verified;
  if (objections.length > 0) {
    throw ApplicationFailure.nonRetryable(
      `Snapshot ${snapshot} is not a backup: ${objections.join('; ')}`,
      'SnapshotFailed',
      { objections },
    );
  }
  return { ...started, verified, warnings: [...started.warnings, ...remarks] };
}

/** A cleaner that deletes an index between the plan and the start makes the plan stale: then there is a new one. */
async function startPlanned(run: BackupRun, tracker: Tracker, undo: UndoStack): Promise<StartedSnapshot> {
  const { cluster, names, takenBy, at } = run;
  for (let attempt = 1; ; attempt += 1) {
    tracker.at('planning', `Looking at the indices of ${cluster}`);
    const plan = await quick.planBackup({ cluster, names, takenBy, at });
    const sealed = await sealCandidates(cluster, plan, tracker, undo);
    const ledger = await keepLedger(run, plan, sealed, tracker);
    const started = { plan, ...sealed, warnings: ledger.warnings };
    try {
      await startSnapshot(run, plan, [...plan.indices, ...ledger.index], tracker, undo);
      return started;
    } catch (error) {
      if (attempt === mostPlans || failureType(error) !== 'IndexMissing') throw error;
    }
  }
}

async function sealCandidates(
  cluster: string,
  { cleanup: { candidates, problem } }: BackupPlan,
  tracker: Tracker,
  undo: UndoStack,
): Promise<SealedIndices & { problem?: string }> {
  if (problem !== undefined) return { sealed: [], unsealed: [], problem };
  // Also without candidates: a run that was terminated may have left its blocks.
  undoSealing(cluster, undo);
  if (candidates.length === 0) return { sealed: [], unsealed: [] };
  tracker.at('planning', `Blocking ${count(candidates.length, 'old index', 'old indices')} for writing`);
  try {
    const indices = candidates.map(({ name, uuid }) => ({ name, uuid }));
    return await quick.sealIndices({ cluster, indices });
  } catch (error) {
    if (isCancellation(error)) throw error;
    // What a cleanup lacks must not keep the night's snapshot from being taken.
    const unsealed = candidates.map(({ name }) => ({ name, reason: 'it could not be sealed' }));
    return { sealed: [], unsealed, problem: failureMessage(error) };
  }
}

function undoSealing(cluster: string, undo: UndoStack): void {
  undo.push('indices may still be blocked for writing', () => patient.unsealIndices({ cluster }));
}

/** Without a ledger a backup is as good as any other tool's, so that it is no reason to go without one. */
async function keepLedger(
  { cluster, takenBy, at }: BackupRun,
  { snapshot, indices }: BackupPlan,
  { sealed }: SealedIndices,
  tracker: Tracker,
): Promise<{ index: string[]; warnings: string[] }> {
  tracker.at('planning', `Writing down what ${snapshot} must contain`);
  try {
    const ledger = await dispensable.writeLedger({
      ...{ cluster, snapshot, takenBy, indices, at },
      sealed: sealed.map(({ name }) => name),
    });
    return { index: [ledger], warnings: [] };
  } catch (error) {
    if (isCancellation(error)) throw error;
    return { index: [], warnings: [`the ledger could not be written: ${failureMessage(error)}`] };
  }
}

async function startSnapshot(
  { cluster, takenBy }: BackupRun,
  { snapshot, nameIsFree: nameWasFree, indices: daily }: BackupPlan,
  indices: string[],
  tracker: Tracker,
  undo: UndoStack,
): Promise<void> {
  const run = { cluster, snapshot, takenBy, nameWasFree };
  let started = false;
  const disarm = undo.push(`snapshot ${snapshot} may still be running`, () =>
    patient.abortSnapshot({ ...run, started }),
  );
  // Once more, so that it comes first: with a repository that hangs, an abort takes hours.
  undoSealing(cluster, undo);
  tracker.at('snapshotting', `Taking snapshot ${snapshot} of ${count(daily.length, 'index', 'indices')}`);
  try {
    await patient.startSnapshot({ ...run, indices });
    started = true;
  } catch (error) {
    const type = failureType(error);
    if (type === 'Refused' || type === 'IndexMissing') disarm();
    throw error;
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
