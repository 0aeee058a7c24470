import type { IndexFilter } from './selection/index-filters';
import type { TimeSpan } from './time-span';

/** What the file says about live indices that are not needed any more. Either maxAge or filters. */
export interface CleanupRules {
  /** Indices go when their day began longer ago than this. */
  maxAge?: TimeSpan;
  /** Indices go that these choose, as Curator would. */
  filters?: IndexFilter[];
  /** More deletions than this wait for an approval; left out: 20, or a third of all daily indices if that is less. */
  maxDeletions?: number;
  /** How long an approval is waited for. */
  approveWithin: TimeSpan;
}

const mostUnasked = 20;

/** How many of so many daily indices may be deleted without asking. */
export function deletionsUnasked({ maxDeletions }: CleanupRules, dailyIndices: number): number {
  return maxDeletions ?? Math.min(mostUnasked, Math.max(1, Math.floor(dailyIndices / 3)));
}
