import { patient, quick } from '../activity-proxies';
import type { PlanRestoreInput } from '../../activities/plan-restore';
import type { z } from 'zod';
import { count, firstNames } from '../../planning/listing';
import { underLease } from '../lease';
import { operation, undoingOnFailure } from '../operation';
import { readInput } from '../read-input';
import type { Tracker } from '../tracker';
import type { UndoStack } from '../undo';
import { describe, saying } from './describe';
import { Adjustments } from './adjust';
import { addCopies } from './copies';
import { RestoreExpiry } from './expiry';
import { resultOf } from './result';
import { RestoreSpeed } from './speed';
import { restoreInput } from './types';
import type { RestoreResult } from './types';
import { restoreWhole } from './whole';

/** Brings days back from the newest successful snapshots that hold them, under their own names. */
export async function restore(input: unknown): Promise<RestoreResult> {
  return operation('restore', async (tracker) => {
    const adjustments = new Adjustments();
    const { cluster, days: asked = [], snapshot, force, ...manner } = readInput(restoreInput, input);
    const days = [...new Set(asked.map((day) => day.toString()))].sort();
    const opened = await quick.openCluster({ cluster });
    tracker.openedCluster(cluster, opened.searchAttributes);
    const wish = { cluster, days, force, ...(snapshot === undefined ? {} : { snapshot }) };
    return underLease(opened, tracker, () =>
      undoingOnFailure(tracker, (undo) => bringBack(wish, { ...manner, adjustments }, tracker, undo)),
    );
  });
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
  const { cluster, days } = wish;
  const start = Date.now();
  tracker.at('planning', `Looking for snapshots that hold ${firstNames(days)}`);
  const plan = await patient.planRestore(wish);

  tracker.at('restoring', saying(`Restoring ${describe(plan)}`, plan.warnings));
  const speed = new RestoreSpeed(cluster, undo);
  const expiry = new RestoreExpiry(cluster, expireAfter);
  await speed.begin(manner.speed);
  adjustments.open({ speed: (changed) => speed.change(changed), expireAfter: (after) => expiry.change(after) });
  const { created, copies, transfer } = await restoreWhole(cluster, plan, { ...manner, speed, expiry }, tracker, undo);
  const searchable = Date.now();

  tracker.at('adding copies', `The days can be searched; asking for the copies of their shards`, { transfer });
  const remarks = await addCopies(cluster, copies);
  tracker.at('counting', `Counting the documents of ${count(created.length, 'index', 'indices')}`);
  const confirmed = await quick.confirmRestored({ cluster, created });
  const counted = await quick.compareRestored({ cluster, backedUpFrom: cluster, steps: plan.steps });
  await adjustments.close();
  remarks.push(...(await speed.end()));
  const expires = await expiry.begin();

  const result = resultOf(wish, plan, { transfer, confirmed, counted, remarks, expires, start, searchable });
  tracker.at('done', result.summary);
  return result;
}
