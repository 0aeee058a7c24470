import type { FollowedRestore } from '../../activities/follow-restore';
import type { PlanRestoreInput, RestorePlan } from '../../activities/plan-restore';
import type { RestoredIndex } from '../../activities/restored-indices';
import { ByteSize } from '../../planning/byte-size';
import { formatDuration } from '../../planning/duration';
import { count, firstNames } from '../../planning/listing';
import { sliceLength } from '../../planning/patience';
import type { RestoreStep } from '../../planning/restore-choice';
import { StallWatch } from '../../planning/stall';
import { patient, quick } from '../activity-proxies';
import { underLease } from '../lease';
import { failureType } from '../failure-type';
import { operation, undoingOnFailure } from '../operation';
import { readInput } from '../read-input';
import { failIfStalled } from '../stall';
import type { Tracker } from '../tracker';
import type { UndoStack } from '../undo';
import { restoreInput } from './types';
import type { RestoreResult } from './types';

/** Brings days back from the newest successful snapshots that hold them, under their own names. */
export async function restore(input: unknown): Promise<RestoreResult> {
  return operation('restore', async (tracker) => {
    const { cluster, days: asked, snapshot } = readInput(restoreInput, input);
    const days = [...new Set(asked.map((day) => day.toString()))].sort();
    const opened = await quick.openCluster({ cluster });
    tracker.openedCluster(cluster, opened.searchAttributes);
    const wish = { cluster, days, ...(snapshot === undefined ? {} : { snapshot }) };
    return underLease(opened, tracker, () => undoingOnFailure(tracker, (undo) => bringBack(wish, tracker, undo)));
  });
}

async function bringBack(wish: PlanRestoreInput, tracker: Tracker, undo: UndoStack): Promise<RestoreResult> {
  const { cluster, days } = wish;
  const start = Date.now();
  tracker.at('planning', `Looking for snapshots that hold ${firstNames(days)}`);
  const plan = await patient.planRestore(wish);

  tracker.at('restoring', saying(`Restoring ${describe(plan)}`, plan.warnings));
  const created: RestoredIndex[] = [];
  for (const step of plan.steps) created.push(...(await startStep(cluster, step, undo)));
  const { shardsTotal: shards, bytesTotal: bytes } = await followToEnd(cluster, plan, tracker);
  const { documents } = await quick.confirmRestored({ cluster, created });

  const seconds = (Date.now() - start) / 1000;
  const lines = documents === undefined ? '' : `${count(documents, 'document')}, `;
  const done = `Restored ${describe(plan)}: ${lines}${ByteSize.ofBytes(bytes).toString()}, in ${formatDuration(seconds)}`;
  const summary = saying(done, plan.warnings);
  tracker.at('done', summary);
  const { steps: restored, warnings } = plan;
  return {
    cluster,
    days,
    restored,
    ...(documents === undefined ? {} : { documents }),
    bytes,
    shards,
    seconds,
    warnings,
    summary,
  };
}

async function startStep(cluster: string, step: RestoreStep, undo: UndoStack): Promise<RestoredIndex[]> {
  const { snapshot, indices } = step;
  // Filled when the start has been reported; the undo has to know either way.
  const started: { created?: RestoredIndex[] } = {};
  const disarm = undo.push(`indices restored from ${snapshot} may still be there: ${firstNames(indices)}`, () =>
    patient.removeRestored({ cluster, ...step, ...started }),
  );
  try {
    started.created = await patient.startRestore({ cluster, ...step });
    return started.created;
  } catch (error) {
    if (failureType(error) === 'Refused') disarm();
    throw error;
  }
}

async function followToEnd(cluster: string, plan: RestorePlan, tracker: Tracker): Promise<FollowedRestore['transfer']> {
  const indices = plan.steps.flatMap((step) => step.indices);
  const stall = new StallWatch(Date.now());
  for (let slice = 0; ; slice += 1) {
    const look = await patient.followRestore({ cluster, indices, bytes: plan.bytes, slice: sliceLength(slice) });
    const { done, transfer, waitingFor } = look;
    if (done) return transfer;
    failIfStalled('The restore', stall, transfer);
    const waiting = waitingFor === undefined ? [] : [`some shards wait: ${waitingFor}`];
    tracker.at('restoring', saying(`Restoring ${describe(plan)}`, [...waiting, ...plan.warnings]), { transfer });
  }
}

function saying(what: string, remarks: readonly string[]): string {
  return [what, ...remarks].join('; ');
}

function describe({ steps }: RestorePlan): string {
  return steps.map(({ snapshot, indices }) => `${firstNames(indices)} from ${snapshot}`).join(', ');
}
