import type { SnapshotFilter } from './selection/snapshot-filters';
import type { TimeSpan } from './time-span';

/** How many snapshots to keep of the newest days, weeks (from Monday), months and years: of each the last one. */
export type CalendarKeep = Partial<Record<'daily' | 'weekly' | 'monthly' | 'yearly', number>>;

/** What the file says about snapshots that are not needed any more. At least one of maxAge, maxCount, keep and filters. */
export interface RetentionRules {
  /** Snapshots older than this go. Days younger than this stay in at least one snapshot, whatever maxCount says. */
  maxAge?: TimeSpan;
  /** Snapshots go that these choose, as Curator would; instead of maxAge and maxCount. */
  filters?: SnapshotFilter[];
  /** So many successful ones stay, however old they are. */
  minCount?: number;
  /** Beyond so many successful ones the oldest go. */
  maxCount?: number;
  /** Stay in any case; without maxAge and maxCount, all others go. */
  keep?: CalendarKeep;
  /** How long FAILED and PARTIAL ones stay as evidence; they go only when a newer one has succeeded. */
  unsuccessful: TimeSpan;
  /** What a snapshot's age is counted from. */
  ageFrom: 'name' | 'start';
}
