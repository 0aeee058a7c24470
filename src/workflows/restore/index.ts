import type { FollowedRestore } from '../../activities/follow-restore';
import type { RestorePlan } from '../../activities/plan-restore';
import type { RestoredIndex } from '../../activities/restored-indices';
import { ByteSize } from '../../planning/byte-size';
import { formatDuration } from '../../planning/duration';
import { count, firstNames } from '../../planning/listing';
import { sliceLength } from '../../planning/patience';
import { patient, quick } from '../activity-proxies';
import { underLease } from '../lease';
import { operation, undoingOnFailure } from '../operation';
import { readInput } from '../read-input';
import type { Tracker } from '../tracker';
import type { UndoStack } from '../undo';
import { restoreInput } from './types';
import type { RestoreResult } from './types';

/** Brings days back from the newest successful snapshots that hold them, under their own names. */
export async function restore(input: unknown): Promise<RestoreResult> {
  return operation('restore', async (tracker) => {
    const { cluster, days: asked } = readInput(restoreInput, input);
    const days = [...new Set(asked.map((day) => day.toString()))].sort();
    const opened = await quick.openCluster({ cluster });
    tracker.openedCluster(cluster, opened.searchAttributes);
    return underLease(cluster, tracker, () =>
      undoingOnFailure(tracker, (undo) => bringBack(cluster, days, tracker, undo)),
    );
  });
}

async function bringBack(cluster: string, days: string[], tracker: Tracker, undo: UndoStack): Promise<RestoreResult> {
  const start = Date.now();
  tracker.at('planning', `Looking for snapshots that hold ${firstNames(days)}`);
  const plan = await quick.planRestore({ cluster, days });
  const indices = plan.steps.flatMap((step) => step.indices);

  tracker.at('restoring', `Restoring ${describe(plan)}`);
  for (const { snapshot, indices: wanted } of plan.steps) {
    // Filled when the start has been reported; the undo has to know either way.
    const started: { created?: RestoredIndex[] } = {};
    undo.push(`indices restored from ${snapshot} may still be there: ${firstNames(wanted)}`, () =>
      quick.removeRestored({ cluster, snapshot, indices: wanted, ...started }),
    );
    started.created = await patient.startRestore({ cluster, snapshot, indices: wanted });
  }
  const { shardsTotal: shards, bytesTotal: bytes } = await followToEnd(cluster, plan, tracker);

  const documents = await quick.countDocuments({ cluster, indices });
  const seconds = (Date.now() - start) / 1000;
  const summary = `Restored ${describe(plan)}: ${count(documents, 'document')}, ${ByteSize.ofBytes(bytes).toString()}, in ${formatDuration(seconds)}`;
  tracker.at('done', summary);
  const restored = plan.steps.map(({ snapshot, indices: back }) => ({ snapshot, indices: back }));
  return { cluster, days, restored, documents, bytes, shards, seconds, summary };
}

async function followToEnd(cluster: string, plan: RestorePlan, tracker: Tracker): Promise<FollowedRestore['transfer']> {
  const indices = plan.steps.flatMap((step) => step.indices);
  const bytes = plan.steps.reduce((sum, step) => sum + step.bytes, 0);
  for (let slice = 0; ; slice += 1) {
    const { done, transfer, waitingFor } = await patient.followRestore({
      cluster,
      indices,
      bytes,
      slice: sliceLength(slice),
    });
    if (done) return transfer;
    const waiting = waitingFor === undefined ? '' : `; some shards wait: ${waitingFor}`;
    tracker.at('restoring', `Restoring ${describe(plan)}${waiting}`, { transfer });
  }
}

function describe({ steps }: RestorePlan): string {
  return steps.map(({ snapshot, indices }) => `${firstNames(indices)} from ${snapshot}`).join(', ');
}
