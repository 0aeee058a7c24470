import { isCancellation } from '@temporalio/workflow';
import type { OpenedCluster } from '../../activities/open-cluster';
import type { BackupPlan } from '../../activities/plan-backup';
import { groupByReason } from '../../planning/reason-group';
import { endExpired } from '../end-expired';
import { failureMessage } from '../failure-type';
import type { Tracker } from '../tracker';
import type { BackupRun } from './run';
import type { Tidied } from './types';

export interface ExpiredRestores extends Tidied {
  /** Why not everything that may go is gone. The backup is whole nonetheless. */
  problem?: string;
}

/**
 * Deletes restored indices whose time is over, if the run that waits for that is lost. Nights without any look no
 * further.
 */
export async function expireRestores(
  { cluster }: BackupRun,
  opened: OpenedCluster,
  { passing = 0 }: BackupPlan,
  tracker: Tracker,
): Promise<ExpiredRestores | undefined> {
  if (passing === 0) return undefined;
  tracker.at('expiring', 'Looking for restored indices whose time is over');
  try {
    const { deleted, written, waiting } = await endExpired(opened, cluster);
    if (deleted.length + written.length + waiting.length === 0) return undefined;
    const gone = deleted.map((name) => ({ name, reason: 'it was restored for a while, and its time was over' }));
    return { deleted: groupByReason(gone), kept: groupByReason([...written, ...waiting]) };
  } catch (error) {
    if (isCancellation(error)) throw error;
    const problem = `restored indices whose time is over could not be deleted: ${failureMessage(error)}`;
    return { deleted: [], kept: [], problem };
  }
}
