import type { MetricMeter } from '@temporalio/common';
import type { BackupMetrics } from '../activities/notices/backup-metrics';
import { drillOutcomes } from '../planning/drill/proof';

type Unit = 's' | '';

/** The metrics of drills; as `backupMetrics`. */
export function drillMetrics(
  meter: MetricMeter,
  clusters: Iterable<string>,
): Pick<BackupMetrics, 'drilled' | 'proofs'> {
  const gauge = (name: string, unit: Unit, description: string) => {
    const made = meter.createGauge(`logkeep_drill_${name}`, 'float', unit, description);
    return (cluster: string, value: number | undefined) => {
      if (value !== undefined) made.set(value, { cluster });
    };
  };
  const counted = gauge('counted_timestamp_seconds', 's', 'When this worker last read what drills have found');
  const last = gauge('last_timestamp_seconds', 's', 'When a day was drilled last, however it ended');
  const proof = gauge('last_proof_timestamp_seconds', 's', 'When a day was proven restorable last');
  const oldest = gauge('oldest_proof_timestamp_seconds', 's', 'When the day was proven whose proof is the oldest');
  const proven = gauge('proven_days', '', 'Days in the repository that a drill has proven restorable');
  const unproven = gauge('unproven_days', '', 'Days in the repository that no drill has ever proven');
  const failing = gauge('failing_days', '', 'Days in the repository whose newest drill failed');
  const overdue = gauge('overdue_after_seconds', 's', 'How long without a drill is too long');
  const days = meter.createCounter('logkeep_drill_days_total', '', 'Days that were drilled, by what was found');
  for (const cluster of clusters) for (const outcome of drillOutcomes) days.add(0, { cluster, outcome });

  return {
    drilled: (cluster, outcome) => days.add(1, { cluster, outcome }),
    proofs(cluster, known, overdueAfter) {
      last(cluster, seconds(known.lastDrillAt));
      proof(cluster, seconds(known.lastProofAt));
      oldest(cluster, seconds(known.oldestProofAt));
      proven(cluster, known.proven);
      unproven(cluster, known.days - known.proven);
      failing(cluster, known.failing);
      overdue(cluster, overdueAfter?.seconds);
      counted(cluster, Date.now() / 1000);
    },
  };
}

function seconds(moment: number | undefined): number | undefined {
  return moment === undefined ? undefined : moment / 1000;
}
