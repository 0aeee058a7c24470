import type { SetupPlan } from '../../planning/setup-plan';
import { patient, quick } from '../activity-proxies';
import type { Tracker } from '../tracker';
import type { UndoStack } from '../undo';

/** Suspends the Curators that logkeep.yaml does not want beside it: last, when backups are proven to work. */
export async function suspendCurators(
  cluster: string,
  { steps }: SetupPlan,
  tracker: Tracker,
  undo: UndoStack,
): Promise<void> {
  // Runs that began before this was known have a plan without them.
  const { suspendCurators: cronJobs = [] } = steps;
  for (const cronJob of cronJobs) {
    tracker.at('suspending Curator', `Suspending CronJob ${cronJob}`);
    undo.push(`CronJob ${cronJob} may still be suspended`, async () =>
      (await patient.resumeCurator({ cluster, cronJob })) ? [`CronJob ${cronJob} runs as before`] : [],
    );
    await quick.suspendCurator({ cluster, cronJob });
  }
}
