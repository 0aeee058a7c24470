import { z } from 'zod';
import { clusterField } from '../input-fields';

/** What `backup` takes. */
export const backupInput = {
  workflow: 'backup',
  schema: z.strictObject({ cluster: clusterField }),
  example: { cluster: 'kubesphere' },
};

export type BackupInput = z.input<typeof backupInput.schema>;

/** What `backup` did. Sizes in bytes, times in seconds. */
export interface BackupResult {
  cluster: string;
  repository: string;
  snapshot: string;
  indices: number;
  documents: number;
  shards: number;
  /** What this snapshot added to the repository. */
  bytesAdded: number;
  /** How long Elasticsearch worked on it. */
  seconds: number;
  /** Closed indices, which were left out. */
  closedLeftOut: number;
  /** One sentence for people. */
  summary: string;
}
