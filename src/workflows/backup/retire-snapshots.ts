import { isCancellation } from '@temporalio/workflow';
import { count } from '../../planning/listing';
import { total } from '../../planning/reason-group';
import { patient, quick } from '../activity-proxies';
import { failureMessage } from '../failure-type';
import type { Tracker } from '../tracker';
import type { BackupRun } from './run';
import type { Tidied } from './types';

export interface Retired extends Tidied {
  remaining: number;
  warnings: string[];
  /** Why not everything that may go is gone. The backup is whole nonetheless, and old indices may still be cleaned up. */
  problem?: string;
}

/** Lets go the snapshots that the file's rules do not keep. */
export async function retireSnapshots({ cluster, at }: BackupRun, current: string, tracker: Tracker): Promise<Retired> {
  tracker.at('retaining', 'Deciding which snapshots may go');
  try {
    const { expired, ...plan } = await quick.planRetention({ cluster, at, current });
    if (expired.length === 0) return { ...plan, warnings: [] };
    tracker.at('retaining', `Deleting ${count(expired.length, 'snapshot')}`);
    const { left, warnings } = await patient.deleteSnapshots({ cluster, snapshots: expired });
    return left.length === 0 ? { ...plan, warnings } : { ...leaving(plan, left), warnings };
  } catch (error) {
    if (isCancellation(error)) throw error;
    const problem = `old snapshots could not be deleted: ${failureMessage(error)}`;
    return { deleted: [], kept: [], remaining: 0, warnings: [], problem };
  }
}

/** What was to go and stays for once, moved to what is kept. Of many in a group only the first names are known. */
function leaving(plan: Omit<Retired, 'warnings'>, left: readonly string[]): Omit<Retired, 'warnings'> {
  const gone = total(plan.deleted) - left.length;
  const stays = { reason: 'somebody restores; the next run looks again', count: left.length, names: left.slice(0, 5) };
  const names = plan.deleted.flatMap((group) => group.names).filter((name) => !left.includes(name));
  const deleted = gone === 0 ? [] : [{ reason: plan.deleted[0]?.reason ?? 'no rule keeps it', count: gone, names }];
  return { ...plan, deleted, kept: [stays, ...plan.kept], remaining: plan.remaining + left.length };
}
