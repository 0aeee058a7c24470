import { patient, quick } from '../activity-proxies';
import type { PlanRestoreInput } from '../../activities/plan-restore';
import { firstNames } from '../../planning/listing';
import { underLease } from '../lease';
import { operation, undoingOnFailure } from '../operation';
import { readInput } from '../read-input';
import type { Tracker } from '../tracker';
import type { UndoStack } from '../undo';
import { describe, saying } from './describe';
import { RestoreExpiry } from './expiry';
import { followToEnd } from './follow';
import { resultOf } from './result';
import { startSteps } from './start';
import { restoreInput } from './types';
import type { RestoreResult } from './types';

/** Brings days back from the newest successful snapshots that hold them, under their own names. */
export async function restore(input: unknown): Promise<RestoreResult> {
  return operation('restore', async (tracker) => {
    const { cluster, days: asked = [], snapshot, force, expireAfter } = readInput(restoreInput, input);
    const days = [...new Set(asked.map((day) => day.toString()))].sort();
    const opened = await quick.openCluster({ cluster });
    tracker.openedCluster(cluster, opened.searchAttributes);
    const wish = { cluster, days, force, ...(snapshot === undefined ? {} : { snapshot }) };
    return underLease(opened, tracker, () =>
      undoingOnFailure(tracker, (undo) => bringBack(wish, new RestoreExpiry(cluster, expireAfter), tracker, undo)),
    );
  });
}

async function bringBack(
  wish: PlanRestoreInput,
  expiry: RestoreExpiry,
  tracker: Tracker,
  undo: UndoStack,
): Promise<RestoreResult> {
  const { cluster, days } = wish;
  const start = Date.now();
  tracker.at('planning', `Looking for snapshots that hold ${firstNames(days)}`);
  const plan = await patient.planRestore(wish);

  tracker.at('restoring', saying(`Restoring ${describe(plan)}`, plan.warnings));
  const created = await startSteps(cluster, plan, expiry, undo);
  const transfer = await followToEnd(cluster, plan, tracker);
  const confirmed = await quick.confirmRestored({ cluster, created });
  const expires = await expiry.begin();

  const result = resultOf(wish, plan, { transfer, confirmed, expires, start });
  tracker.at('done', result.summary);
  return result;
}
