import { z } from 'zod';
import { clusterField } from '../input-fields';
import { setupBackupInput } from '../setup-backup/types';

const { dryRun, acceptOutage, handover } = setupBackupInput.schema.shape;

/** What `removeBackup` takes. */
export const removeBackupInput = {
  workflow: 'removeBackup',
  schema: z.strictObject({ cluster: clusterField, dryRun, acceptOutage, handover }),
  example: { cluster: 'kubesphere', dryRun: true },
};

export type RemoveBackupInput = z.input<typeof removeBackupInput.schema>;

/** What `removeBackup` took out and what it left. */
export interface RemoveBackupResult {
  cluster: string;
  repository: string;
  dryRun: boolean;
  /** What was changed, or with `dryRun` would be. */
  changes: string[];
  /** What stands in the way; only with `dryRun`, else the run fails with it. */
  obstacles?: string[];
  /** What it costs: pods restarted, expected interruption. */
  cost?: string;
  /** The pods that were restarted, in their order. */
  restarted: string[];
  seconds: number;
  /** One sentence for people. */
  summary: string;
}
