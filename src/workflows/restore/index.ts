import { patient, quick } from '../activity-proxies';
import type { PlanRestoreInput } from '../../activities/plan-restore';
import { underLeases } from '../lease';
import { operation, undoingOnFailure } from '../operation';
import { readInput } from '../read-input';
import type { Tracker } from '../tracker';
import type { UndoStack } from '../undo';
import { describe, describeWish, saying } from './describe';
import { RestoreExpiry } from './expiry';
import { finish } from './finish';
import { followToEnd } from './follow';
import { lend } from './lend';
import { idleResult, resultOf } from './result';
import { startSteps } from './start';
import { restoreInput } from './types';
import type { RestoreResult } from './types';
import { wishOf } from './wish';

/** Brings days and indices back from the snapshots that hold them. */
export async function restore(input: unknown): Promise<RestoreResult> {
  return operation('restore', async (tracker) => {
    const asked = readInput(restoreInput, input);
    const wish = wishOf(asked);
    const { cluster, into = cluster } = wish;
    const opened = await quick.openCluster({ cluster });
    tracker.openedCluster(cluster, opened.searchAttributes);
    const clusters = into === cluster ? [opened] : [opened, await quick.openCluster({ cluster: into })];
    if (wish.dryRun === true) return rehearse(wish, tracker);
    const expiry = new RestoreExpiry(into, asked.expireAfter);
    return underLeases(clusters, tracker, () =>
      undoingOnFailure(tracker, (undo) => bringBack(wish, expiry, tracker, undo)),
    );
  });
}

/** Says what would be done. Needs no lease, because it changes nothing. */
async function rehearse(wish: PlanRestoreInput, tracker: Tracker): Promise<RestoreResult> {
  return done(idleResult(wish, await planned(wish, tracker)), tracker);
}

async function bringBack(
  wish: PlanRestoreInput,
  expiry: RestoreExpiry,
  tracker: Tracker,
  undo: UndoStack,
): Promise<RestoreResult> {
  const { cluster, into = cluster } = wish;
  const start = Date.now();
  const plan = await planned(wish, tracker);
  if (plan.steps.length === 0) return done(idleResult(wish, plan), tracker);
  await lend(into, plan, undo);

  tracker.at('restoring', saying(`Restoring ${describe(plan)}`, plan.warnings));
  const created = await startSteps(into, plan, expiry, undo);
  const transfer = await followToEnd(into, plan, tracker);
  const confirmed = await quick.confirmRestored({ cluster: into, created });
  const expires = await expiry.begin();
  const left = await finish(into, plan, undo);
  return done(resultOf(wish, plan, { transfer, confirmed, expires, start, left }), tracker);
}

async function planned(wish: PlanRestoreInput, tracker: Tracker) {
  tracker.at('planning', `Looking for snapshots that hold ${describeWish(wish)}`);
  return patient.planRestore(wish);
}

function done(result: RestoreResult, tracker: Tracker): RestoreResult {
  tracker.at('done', result.summary);
  return result;
}
