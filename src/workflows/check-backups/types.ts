import { z } from 'zod';
import type { BackupWatch } from '../../planning/backup-watch';
import { clusterField } from '../input-fields';

/** What `checkBackups` takes. */
export const checkBackupsInput = {
  workflow: 'checkBackups',
  schema: z.strictObject({ cluster: clusterField }),
  example: { cluster: 'kubesphere' },
};

export type CheckBackupsInput = z.input<typeof checkBackupsInput.schema>;

/** How well a cluster is backed up. */
export interface CheckBackupsResult {
  cluster: string;
  /** Whether its newest backup is young enough, and the cluster could be asked. */
  well: boolean;
  /** One sentence for people. */
  summary: string;
  /** For the next run of the schedule. */
  watch: BackupWatch;
}
