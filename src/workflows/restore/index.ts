import { patient, quick } from '../activity-proxies';
import type { PlanRestoreInput } from '../../activities/plan-restore';
import type { z } from 'zod';
import { count } from '../../planning/listing';
import { underLeases } from '../lease';
import { operation, undoingOnFailure } from '../operation';
import { readInput } from '../read-input';
import type { Tracker } from '../tracker';
import type { UndoStack } from '../undo';
import { Adjustments } from './adjust';
import { addCopies } from './copies';
import { describe, describeWish, saying } from './describe';
import { RestoreExpiry } from './expiry';
import { failIfReplacedByLess, finish } from './finish';
import { lend } from './lend';
import { idleResult, resultOf } from './result';
import { RestoreSpeed } from './speed';
import { restoreInput } from './types';
import type { RestoreResult } from './types';
import { restoreWhole } from './whole';
import { wishOf } from './wish';

/** Brings days and indices back from the snapshots that hold them. */
export async function restore(input: unknown): Promise<RestoreResult> {
  return operation('restore', async (tracker) => {
    const adjustments = new Adjustments();
    const asked = readInput(restoreInput, input);
    const wish = wishOf(asked);
    const { cluster, into = cluster } = wish;
    const opened = await quick.openCluster({ cluster });
    tracker.openedCluster(cluster, opened.searchAttributes);
    const clusters = into === cluster ? [opened] : [opened, await quick.openCluster({ cluster: into })];
    if (wish.dryRun === true) return rehearse(wish, tracker);
    return underLeases(clusters, tracker, () =>
      undoingOnFailure(tracker, async (undo) => {
        try {
          return await bringBack(wish, { ...asked, adjustments }, tracker, undo);
        } finally {
          // What is changed while things are put back would stay.
          adjustments.end();
        }
      }),
    );
  });
}

/** Says what would be done. Needs no lease, because it changes nothing. */
async function rehearse(wish: PlanRestoreInput, tracker: Tracker): Promise<RestoreResult> {
  return done(idleResult(wish, await planned(wish, tracker)), tracker);
}

type Manner = Pick<z.output<typeof restoreInput.schema>, 'replicas' | 'priority' | 'speed' | 'expireAfter'> & {
  adjustments: Adjustments;
};

async function bringBack(
  wish: PlanRestoreInput,
  { adjustments, expireAfter, ...manner }: Manner,
  tracker: Tracker,
  undo: UndoStack,
): Promise<RestoreResult> {
  const { cluster, into = cluster } = wish;
  const start = Date.now();
  const plan = await planned(wish, tracker);
  if (plan.steps.length === 0) return done(idleResult(wish, plan), tracker);
  await lend(into, plan, undo);

  tracker.at('restoring', saying(`Restoring ${describe(plan)}`, plan.warnings));
  const speed = new RestoreSpeed(into, undo);
  const expiry = new RestoreExpiry(into, expireAfter);
  await speed.begin(manner.speed, plan.elsewhere?.repository);
  adjustments.open({ speed: (changed) => speed.change(changed), expireAfter: (after) => expiry.change(after) });
  const { created, copies, transfer } = await restoreWhole(into, plan, { ...manner, speed, expiry }, tracker, undo);
  const searchable = Date.now();

  tracker.at('adding copies', `The days can be searched; asking for the copies of their shards`, { transfer });
  const remarks = await addCopies(into, copies);
  tracker.at('counting', `Counting the documents of ${count(created.length, 'index', 'indices')}`);
  const confirmed = await quick.confirmRestored({ cluster: into, created });
  const counted = await quick.compareRestored({ cluster: into, backedUpFrom: cluster, steps: plan.steps });
  failIfReplacedByLess(plan, counted);
  await adjustments.close();
  remarks.push(...(await speed.end()));
  const expires = await expiry.begin();
  remarks.push(...(await finish(into, plan, created, undo)));
  const restored = { transfer, confirmed, counted, remarks, expires, start, searchable };
  return done(resultOf(wish, plan, restored), tracker);
}

async function planned(wish: PlanRestoreInput, tracker: Tracker) {
  tracker.at('planning', `Looking for snapshots that hold ${describeWish(wish)}`);
  return patient.planRestore(wish);
}

function done(result: RestoreResult, tracker: Tracker): RestoreResult {
  tracker.at('done', result.summary);
  return result;
}
