import { workflowInfo } from '@temporalio/workflow';
import type { DrillPlan } from '../../activities/drill/plan-drill';
import type { OpenedCluster } from '../../activities/open-cluster';
import { quick } from '../activity-proxies';
import { underLease } from '../lease';
import { operation, undoingOnFailure } from '../operation';
import { readInput } from '../read-input';
import type { Tracker } from '../tracker';
import { drillDay } from './drill-day';
import type { DayDrilled } from './drill-day';
import { failIfNotProven, resultOf } from './result';
import { telling } from './telling';
import { drillInput } from './types';
import type { DrillResult } from './types';

/**
 * Proves that days can be restored: brings each back under a temporary name, compares it with what was written down when
 * it was backed up, and deletes it again.
 */
export async function drill(input: unknown): Promise<DrillResult> {
  return telling(input, (opens) =>
    operation('drill', async (tracker) => {
      const { cluster, days, count = 1, snapshot, dryRun } = readInput(drillInput, input);
      const opened = await quick.openCluster({ cluster });
      opens(opened);
      tracker.openedCluster(cluster, opened.searchAttributes);

      const start = Date.now();
      tracker.at('planning', `Choosing days of ${cluster} and their snapshots`);
      const { workflowId, runId } = workflowInfo();
      const plan = await quick.planDrill({
        ...{ cluster, count, seed: `${workflowId}/${runId}`, now: start },
        ...(days === undefined ? {} : { days: [...new Set(days.map(String))] }),
        ...(snapshot === undefined ? {} : { snapshot }),
      });
      const drilled = dryRun ? plan.steps.map(planned) : await drillAll(cluster, plan, opened, tracker);

      const result = resultOf({ cluster, dryRun, drilled, warnings: plan.warnings, start });
      failIfNotProven(result);
      tracker.at('done', result.summary);
      return result;
    }),
  );
}

/** Each day under a lease of its own: a restore that somebody needs now does not wait for all of them. */
async function drillAll(
  cluster: string,
  { steps }: DrillPlan,
  opened: OpenedCluster,
  tracker: Tracker,
): Promise<DayDrilled[]> {
  const drilled: DayDrilled[] = [];
  for (const [position, step] of steps.entries()) {
    const which = steps.length === 1 ? '' : `Day ${position + 1} of ${steps.length}: `;
    const work = () => undoingOnFailure(tracker, (undo) => drillDay({ cluster, step, which }, tracker, undo));
    drilled.push(await underLease(opened, tracker, work));
  }
  return drilled;
}

function planned({ day, index, snapshot, bytes }: DrillPlan['steps'][number]): DayDrilled {
  return { day: { day, index, snapshot, bytes, outcome: 'planned', seconds: 0, reasons: [] }, leftovers: [] };
}
