import { workflowInfo } from '@temporalio/workflow';
import type { OpenedCluster } from '../../activities/open-cluster';
import { count } from '../../planning/listing';
import { quick } from '../activity-proxies';
import { underLease } from '../lease';
import { operation, undoingOnFailure } from '../operation';
import { readInput } from '../read-input';
import type { Tracker } from '../tracker';
import { drillDay } from './drill-day';
import { failIfNotProven, resultOf } from './result';
import { telling } from './telling';
import { drillInput } from './types';
import type { DrilledDay, DrillResult } from './types';

/**
 * Proves that days can be restored: brings each back under a temporary name, compares it with what was written down when
 * it was backed up, and deletes it again.
 */
export async function drill(input: unknown): Promise<DrillResult> {
  return telling(input, (opens) =>
    operation('drill', async (tracker) => {
      const { cluster, days, count: most = 1, snapshot, dryRun } = readInput(drillInput, input);
      const opened = await quick.openCluster({ cluster });
      opens(opened);
      tracker.openedCluster(cluster, opened.searchAttributes);
      const start = Date.now();
      tracker.at('planning', `Choosing days of ${cluster} and their snapshots`);
      const { workflowId, runId } = workflowInfo();
      const plan = await quick.planDrill({
        ...{ cluster, count: most, seed: `${workflowId}/${runId}`, now: start },
        ...(days === undefined ? {} : { days: [...new Set(days.map(String))] }),
        ...(snapshot === undefined ? {} : { snapshot }),
      });
      const drilled: DrilledDay[] = [];
      const leftovers: string[] = [];
      for (const [position, step] of plan.steps.entries()) {
        if (dryRun) {
          drilled.push({ ...resultless(step), outcome: 'planned' });
          continue;
        }
        const which = plan.steps.length === 1 ? '' : `${position + 1} of ${count(plan.steps.length, 'day')}: `;
        const one = await alone(opened, tracker, (undo) => drillDay({ cluster, step, which }, tracker, undo));
        drilled.push(one.day);
        leftovers.push(...one.leftovers);
      }
      const result = resultOf({ cluster, dryRun, days: drilled, leftovers, warnings: plan.warnings, start });
      failIfNotProven(result);
      tracker.at('done', result.summary);
      return result;
    }),
  );
}

/** Each day under a lease of its own: a restore that somebody needs now does not wait for all of them. */
function alone<T>(
  opened: OpenedCluster,
  tracker: Tracker,
  work: Parameters<typeof undoingOnFailure<T>>[1],
): Promise<T> {
  return underLease(opened, tracker, () => undoingOnFailure(tracker, work));
}

function resultless({ day, index, snapshot, bytes }: Omit<DrilledDay, 'seconds' | 'reasons' | 'outcome'>) {
  return { day, index, snapshot, bytes, seconds: 0, reasons: [] };
}
