import { isCancellation } from '@temporalio/workflow';
import { attentive } from '../activity-proxies';
import { failureMessage } from '../failure-type';

/**
 * Compares the cluster with what setup left, and looks for a Curator, for the warnings of a backup. A backup that can
 * be taken is taken: a drift shows only when the next pod restarts, and a check that cannot be made is no reason to go
 * without a backup.
 */
export async function checkDrift(cluster: string): Promise<string[]> {
  try {
    // Runs that began before rivals were known have none.
    const { drift, rivals = [] } = await attentive.checkSetup({ cluster });
    const drifted = drift.map(({ what, cause, effect }) => `${what} (${cause}): ${effect}; run setup to repair it`);
    return [...drifted, ...rivals];
  } catch (error) {
    if (isCancellation(error)) throw error;
    return [`the setup could not be checked: ${failureMessage(error)}`];
  }
}
