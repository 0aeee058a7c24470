import { Context } from '@temporalio/activity';
import type { Dependencies } from '../cluster';
import type { BackupRun } from './backup-metrics';
import { inspectBackups } from './inspect-backups';

export interface RecordBackupInput extends BackupRun {
  cluster: string;
}

/**
 * Shows in the metrics of this worker what a run of a backup did, and how well the cluster is backed up since. Never
 * fails for what it cannot read: the next check will. A run may be counted twice when a worker dies in this moment.
 */
export async function recordBackup(dependencies: Dependencies, { cluster, ...run }: RecordBackupInput): Promise<void> {
  if (run.outcome === 'succeeded') {
    try {
      await inspectBackups(dependencies, { cluster });
    } catch (error) {
      Context.current().log.warn('The backups could not be inspected for their metrics', { cluster, error });
    }
  }
  dependencies.notices.metrics.run(cluster, run);
}
