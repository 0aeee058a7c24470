import type { Cron } from '../cron';
import type { TimeSpan } from '../time-span';

/** When days of a cluster are drilled, with everything decided. */
export interface DrillSettings {
  /** By the clock of the cluster's time zone. */
  cron: Cron;
  /** How many days each run proves. */
  days: number;
  /** Another cluster of the file, to restore into. */
  into?: string;
  /** How late a run may still start when Temporal was away at its time; later, it is left out. */
  catchUp: TimeSpan;
  /** How long after the last drill one counts as missing. */
  overdueAfter: TimeSpan;
}
