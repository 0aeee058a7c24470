import { isCancellation } from '@temporalio/workflow';
import { count } from '../../planning/listing';
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
export async function retireSnapshots({ cluster, at }: BackupRun, tracker: Tracker): Promise<Retired> {
  tracker.at('retaining', 'Deciding which snapshots may go');
  try {
    const { expired, ...plan } = await quick.planRetention({ cluster, at });
    if (expired.length === 0) return { ...plan, warnings: [] };
    tracker.at('retaining', `Deleting ${count(expired.length, 'snapshot')}`);
    const { warnings } = await patient.deleteSnapshots({ cluster, snapshots: expired });
    return { ...plan, warnings };
  } catch (error) {
    if (isCancellation(error)) throw error;
    const problem = `old snapshots could not be deleted: ${failureMessage(error)}`;
    return { deleted: [], kept: [], remaining: 0, warnings: [], problem };
  }
}
