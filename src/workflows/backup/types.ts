import { z } from 'zod';
import type { FreeSpace } from '../../planning/free-space';
import { clusterField } from '../input-fields';

/** What `backup` takes. */
export const backupInput = {
  workflow: 'backup',
  schema: z.strictObject({ cluster: clusterField }),
  example: { cluster: 'kubesphere' },
};

export type BackupInput = z.input<typeof backupInput.schema>;

export interface LeftOut {
  indices: number;
  first: string[];
}

/** What `backup` did. Sizes in bytes, times in seconds. */
export interface BackupResult {
  cluster: string;
  repository: string;
  snapshot: string;
  indices: number;
  /** In the indices when the run planned; those of today grow meanwhile. */
  documents: number;
  shards: number;
  /** What this snapshot added to the repository; absent when the server could not say. */
  bytesAdded?: number;
  /** How long Elasticsearch worked on it. */
  seconds: number;
  /** What was left out: closed indices, and those whose names are no day of the pattern; how many, and the first names. */
  leftOut?: { closed?: LeftOut; undated?: LeftOut };
  /** What the backup volume had before, in bytes, or why nobody knows. */
  freeSpace: FreeSpace;
  /** What has drifted from the cluster's setup, and who else deletes its days, a clause each; the backup is whole nonetheless. */
  warnings: string[];
  /** One sentence for people. */
  summary: string;
}
