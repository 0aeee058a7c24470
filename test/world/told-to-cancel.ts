import type { Run } from '../../src/client/logkeep-client';
import { eventually } from './eventually';

/** The cancellation has reached the activity that is under way, and not only the workflow. */
export async function activityIsToldToCancel(run: Run): Promise<void> {
  // temporal.api.enums.v1.PendingActivityState.PENDING_ACTIVITY_STATE_CANCEL_REQUESTED
  const cancelRequested = 3;
  await eventually(async () =>
    (await run.describe()).raw.pendingActivities?.some(({ state }) => Number(state) === cancelRequested),
  );
}
