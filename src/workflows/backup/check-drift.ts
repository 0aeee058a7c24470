import { isCancellation } from '@temporalio/workflow';
import { attentive } from '../activity-proxies';
import { failureMessage } from '../failure-type';
import type { Tracker } from '../tracker';

/**
 * Compares the cluster with what setup left, for the warnings of a backup. A backup that can be taken is taken: a drift
 * shows only when the next pod restarts, and a check that cannot be made is no reason to go without a backup.
 */
export async function checkDrift(cluster: string, tracker: Tracker): Promise<string[]> {
  tracker.at('checking', `Comparing ${cluster} with what its setup left`);
  try {
    const { drift } = await attentive.checkSetup({ cluster });
    return drift.map(({ what, cause, effect }) => `${what} (${cause}): ${effect}; run setup to repair it`);
  } catch (error) {
    if (isCancellation(error)) throw error;
    return [`the setup could not be checked: ${failureMessage(error)}`];
  }
}
