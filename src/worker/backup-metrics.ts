import { Runtime } from '@temporalio/worker';
import type { BackupMetrics } from '../activities/notices/backup-metrics';
import { backupOutcomes } from '../activities/notices/backup-metrics';
import { drillMetrics } from './drill-metrics';

type Unit = 's' | 'By' | '';

/**
 * The metrics of backups, served where the runtime serves its own. Not by the meter of an activity, whose labels would
 * make another series of the same gauge for each kind of activity that sets it.
 * @param clusters counters of all of them start at zero: an increase from nothing to one is none to Prometheus.
 */
export function backupMetrics(clusters: Iterable<string>): BackupMetrics {
  const meter = Runtime.instance().metricMeter;
  const gauge = (name: string, unit: Unit, description: string) => {
    const made = meter.createGauge(`logkeep_backup_${name}`, 'float', unit, description);
    return (cluster: string, value: number | undefined) => {
      if (value !== undefined) made.set(value, { cluster });
    };
  };
  const counter = (name: string, description: string) => meter.createCounter(`logkeep_backup_${name}`, '', description);

  const checked = gauge('checked_timestamp_seconds', 's', 'When this worker last read the repository');
  const success = gauge('last_success_timestamp_seconds', 's', 'When the newest successful backup ended');
  const failure = gauge('last_failure_timestamp_seconds', 's', 'When the newest run that failed ended');
  const ended = gauge('last_run_timestamp_seconds', 's', 'When this worker last saw a run succeed');
  const duration = gauge('duration_seconds', 's', 'How long Elasticsearch worked on the newest successful backup');
  const size = gauge('size_bytes', 'By', 'What the newest successful run added to the repository');
  const documents = gauge('documents', '', 'How many documents the newest successful run saved');
  const snapshots = gauge('snapshots', '', 'How many successful backups the repository keeps');
  const days = gauge('days_without_backup', '', 'Days of live indices that no successful snapshot holds');
  const oldest = gauge('oldest_day_without_backup_age_seconds', 's', 'How long the oldest of those days is over');
  const overdue = gauge('overdue_after_seconds', 's', 'How long without a successful backup is too long');
  const approvals = gauge('approvals_waiting', '', 'Backups that wait for somebody to approve their deletions');
  const runs = counter('runs_total', 'Runs of backups, by how they ended');
  const deleted = counter('indices_deleted_total', 'Live indices that backups have deleted');
  const expired = meter.createCounter(
    'logkeep_restored_expired_total',
    '',
    'Restored indices deleted after their time',
  );
  const written = meter.createCounter(
    'logkeep_restored_written_total',
    '',
    'Restored indices that stay after their time, because they were written to',
  );

  const names = [...clusters];
  for (const cluster of names) {
    for (const each of [deleted, expired, written]) each.add(0, { cluster });
    for (const outcome of backupOutcomes) runs.add(0, { cluster, outcome });
  }

  return {
    ...drillMetrics(meter, names),
    look(cluster, look) {
      success(cluster, seconds(look.newest?.endedAt));
      duration(cluster, look.newest?.seconds);
      snapshots(cluster, look.snapshots);
      days(cluster, look.daysWithoutBackup);
      oldest(cluster, look.oldestDayAge.seconds);
      overdue(cluster, look.overdueAfter.seconds);
      approvals(cluster, look.runs?.waitingForApproval);
      failure(cluster, seconds(look.runs?.lastFailureAt));
      checked(cluster, seconds(look.at));
    },
    run(cluster, { outcome, endedAt, ...did }) {
      runs.add(1, { cluster, outcome });
      deleted.add(did.indicesDeleted ?? 0, { cluster });
      if (outcome === 'failed') failure(cluster, seconds(endedAt));
      if (outcome !== 'succeeded') return;
      size(cluster, did.bytesAdded);
      documents(cluster, did.documents);
      ended(cluster, seconds(endedAt));
    },
    expired(cluster, indices) {
      expired.add(indices.deleted, { cluster });
      written.add(indices.written, { cluster });
    },
  };
}

function seconds(moment: number | undefined): number | undefined {
  return moment === undefined ? undefined : moment / 1000;
}
