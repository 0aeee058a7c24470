import { z } from 'zod';
import type { ReasonGroup } from '../../planning/reason-group';
import type { FreeSpace } from '../../planning/free-space';
import { clusterField } from '../input-fields';

/** What `backup` takes. */
export const backupInput = {
  workflow: 'backup',
  schema: z.strictObject({
    cluster: clusterField,
    dryRun: z
      .boolean('must be true or false')
      .describe('Only say what would be backed up and deleted, each with its reason')
      .default(false),
  }),
  example: { cluster: 'kubesphere' },
};

export type BackupInput = z.input<typeof backupInput.schema>;

export interface LeftOut {
  indices: number;
  first: string[];
}

/** What went and what stayed, by reason; with `dryRun` what would, with every name. */
export interface Tidied {
  deleted: ReasonGroup[];
  kept: ReasonGroup[];
}

/** What `backup` did, or with `dryRun` would do. Sizes in bytes, times in seconds. */
export interface BackupResult {
  cluster: string;
  repository: string;
  dryRun: boolean;
  snapshot: string;
  indices: number;
  /** In the indices when the run planned; those of today grow meanwhile. */
  documents: number;
  shards: number;
  /** All that the snapshot holds; absent when the server could not say. */
  bytes?: number;
  /** What this snapshot added to the repository; absent when the server could not say. */
  bytesAdded?: number;
  /** How long Elasticsearch worked on it. */
  seconds: number;
  /**
   * What was left out: closed indices, those whose names are no day of the pattern, and restored ones, which are in the
   * backup that they came from; how many, and the first names.
   */
  leftOut?: { closed?: LeftOut; undated?: LeftOut; restored?: LeftOut };
  /** The snapshots that retention let go, and those that stay. */
  retention: Tidied & { remaining: number };
  /** The live indices that were deleted because this snapshot is proven to hold them, and those that stay. */
  cleanup: Tidied;
  /** The restored indices that went because their time was over, and those that could not; absent when there were none. */
  expired?: Tidied;
  /** What the backup volume had before, in bytes, or why nobody knows. */
  freeSpace: FreeSpace;
  /** What a person should know, a clause each; the backup is whole nonetheless. */
  warnings: string[];
  /** One sentence for people. */
  summary: string;
}
