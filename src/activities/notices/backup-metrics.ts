import type { DrillOutcome } from '../../planning/drill/proof';
import type { ProvenDays } from '../../planning/drill/proven-days';

/** How a backup run ended. */
export const backupOutcomes = ['succeeded', 'failed', 'cancelled'] as const;

export type BackupOutcome = (typeof backupOutcomes)[number];

/** What a look at the repository tells of a cluster's backups. Moments in milliseconds since 1970. */
export interface BackupLook {
  at: number;
  /** The newest successful backup; absent while there is none. */
  newest?: { endedAt: number; seconds: number };
  /** The successful ones. */
  snapshots: number;
  daysWithoutBackup: number;
  /** For how long the oldest of those days has been over. */
  oldestDayAge: { seconds: number };
  overdueAfter: { seconds: number };
  /** Absent where the namespace cannot tell. */
  runs?: { waitingForApproval: number; lastFailureAt?: number };
}

/** What one run of a backup did. */
export interface BackupRun {
  outcome: BackupOutcome;
  /** Milliseconds since 1970. */
  endedAt: number;
  documents?: number;
  bytesAdded?: number;
  indicesDeleted?: number;
}

/** The metrics of this process; every worker has its own. docs/monitoring.md lists them. */
export interface BackupMetrics {
  look(cluster: string, look: BackupLook): void;
  run(cluster: string, run: BackupRun): void;
  /** Restored indices whose time was over: how many were deleted, and how many stay because they were written to. */
  expired(cluster: string, indices: { deleted: number; written: number }): void;
  /** What a drill has found of one day. */
  drilled(cluster: string, outcome: DrillOutcome): void;
  /** @param overdueAfter how long without a drill is too long; absent where none are scheduled. */
  proofs(cluster: string, days: ProvenDays, overdueAfter?: { seconds: number }): void;
}
