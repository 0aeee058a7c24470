import type { Cron } from './cron';
import type { TimeSpan } from './time-span';

/** When a cluster is backed up, with everything decided. */
export interface ScheduleSettings {
  /** By the clock of the cluster's time zone. */
  cron: Cron;
  /** How late a run may still start when Temporal was away at its time; later, it is left out. */
  catchUp: TimeSpan;
  /** How long after the last success a cluster counts as not backed up. */
  overdueAfter: TimeSpan;
}
