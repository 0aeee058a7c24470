import { ApplicationFailure } from '@temporalio/workflow';
import type { FollowedRestore } from '../../activities/follow-restore';
import type { RestoredIndex } from '../../activities/restored-indices';
import type { RestorePlan } from '../../planning/restore-plan';
import type { Tracker } from '../tracker';
import type { UndoStack } from '../undo';
import { holdCopies } from './copies';
import type { CopiesToAdd } from './copies';
import type { RestoreExpiry } from './expiry';
import { followToEnd } from './follow';
import type { RestoreSpeed } from './speed';
import { startSteps } from './start';

export interface WholeRestore {
  created: RestoredIndex[];
  copies: CopiesToAdd;
  transfer: FollowedRestore['transfer'];
}

export interface RestoreManner {
  replicas?: number | undefined;
  priority?: number | undefined;
  speed: RestoreSpeed;
  expiry: RestoreExpiry;
}

/** A cluster that restarts again and again has another problem than this restore. */
const mostBeginnings = 4;

/**
 * Restores all steps to their end. Elasticsearch keeps a restore in memory: when all of its masters restart, half-copied
 * shards are left that nobody goes on with. Then what this run has created is removed, and the restore begun again.
 */
export async function restoreWhole(
  cluster: string,
  plan: RestorePlan,
  { replicas, priority, speed, expiry }: RestoreManner,
  tracker: Tracker,
  undo: UndoStack,
): Promise<WholeRestore> {
  for (let beginning = 1; ; beginning += 1) {
    const begun = undo.nested('indices that this run has restored may still be there');
    const created = await startSteps(cluster, plan, { priority, repository: speed.repository, expiry }, begun);
    const copies = await holdCopies(cluster, created, hasRoomForPrimariesOnly(plan) ? 0 : replicas);
    const { forgotten, transfer } = await followToEnd(cluster, plan, tracker);
    if (forgotten === undefined) return { created, copies, transfer };
    // What was replaced is put back anew, so that the plan no longer knows it.
    if (beginning === mostBeginnings || plan.steps.some(({ replacing = [] }) => replacing.length > 0))
      throw ApplicationFailure.nonRetryable(`The restore cannot be completed: ${forgotten}; restore again`, 'Refused');
    tracker.at('restoring', `Beginning again: ${forgotten}`);
    await begun.unwind();
    if (begun.left.length > 0)
      throw ApplicationFailure.nonRetryable(
        `The restore cannot be begun again: ${begun.left.join('; ')}; restore again when that is removed`,
        'Refused',
      );
    expiry.forget();
    await speed.again();
  }
}

function hasRoomForPrimariesOnly({ steps }: RestorePlan): boolean {
  return steps.flatMap(({ indices }) => indices).every(({ replicas }) => replicas === 0);
}
