import { isCancellation } from '@temporalio/workflow';
import { count } from '../../planning/listing';
import { groupByReason, total } from '../../planning/reason-group';
import type { ReasonGroup } from '../../planning/reason-group';
import { patient } from '../activity-proxies';
import { failureMessage } from '../failure-type';
import type { Tracker } from '../tracker';
import type { ApprovalOutcome } from './approval';
import type { BackupRun } from './run';
import type { TakenSnapshot } from './take-snapshot';
import type { Tidied } from './types';

export interface CleanedUp extends Tidied {
  /** Why not everything that may go is gone. The backup is whole nonetheless. */
  problem?: string;
}

/** Whether a person has to agree, because so many at once may be a mistake in the file. */
export function needsApproval({ sealed, plan: { cleanup } }: TakenSnapshot): boolean {
  return sealed.length > cleanup.unasked;
}

/** Whether an index may still be blocked for writing, by this run or by one that was terminated. */
export function mayLeaveSeals({ sealed, unsealed, plan: { cleanup } }: TakenSnapshot, { deleted }: CleanedUp): boolean {
  return unsealed.length + cleanup.leftSealed > 0 || total(deleted) < sealed.length;
}

/** Deletes the sealed indices that the snapshot of this run is proven to hold, unless a person had to agree and did not. */
export async function cleanUp(
  { cluster }: BackupRun,
  { plan, sealed, unsealed, problem }: TakenSnapshot,
  tracker: Tracker,
  outcome: ApprovalOutcome = { isApproved: true },
): Promise<CleanedUp> {
  const { snapshot, cleanup } = plan;
  const kept = [...groupByReason(unsealed), ...cleanup.kept];
  const trouble = problem === undefined ? {} : { problem: `old indices could not be sealed: ${problem}` };
  if (sealed.length === 0) return { deleted: [], kept, ...trouble };
  if (!outcome.isApproved) return { deleted: [], kept: [stayed(sealed, outcome.reason), ...kept] };
  tracker.at('cleaning up', `Deleting ${count(sealed.length, 'index', 'indices')} that ${snapshot} is proven to hold`);
  try {
    const { deleted, unproven } = await patient.deleteProven({ cluster, snapshot, sealed });
    const reasons = new Map(cleanup.candidates.map(({ name, reason }) => [name, reason]));
    const gone = deleted.map((name) => ({ name, reason: reasons.get(name) ?? 'it may go' }));
    return { deleted: groupByReason(gone), kept: [...groupByReason(unproven), ...kept] };
  } catch (error) {
    if (isCancellation(error)) throw error;
    const problem = `old indices could not all be deleted: ${failureMessage(error)}`;
    return { deleted: [], kept: [stayed(sealed, 'its deletion failed'), ...kept], problem };
  }
}

function stayed(indices: TakenSnapshot['sealed'], reason: string): ReasonGroup {
  return { reason, count: indices.length, names: indices.slice(0, 5).map(({ name }) => name) };
}
