import { z } from 'zod';
import { clusterField } from '../input-fields';

const flag = (what: string) => z.boolean('must be true or false').describe(what);

/** What `setupBackup` takes. */
export const setupBackupInput = {
  workflow: 'setupBackup',
  schema: z.strictObject({
    cluster: clusterField,
    dryRun: flag('Only say what would be done, with the changes of every manifest').default(false),
    mode: z
      .enum(['patch', 'recreate'], { error: 'must be "patch" or "recreate"' })
      .default('patch')
      .describe('How the StatefulSets are changed: in place, or deleted and created anew around their running pods'),
    acceptOutage: flag('Whether a pause in writing is fine where it cannot be avoided').default(false),
    handover: flag('Whether a single master is handed over to a stand-in; left out: where it is safe').optional(),
  }),
  example: { cluster: 'kubesphere', dryRun: true },
};

export type SetupBackupInput = z.input<typeof setupBackupInput.schema>;

/** What `setupBackup` found and did. */
export interface SetupBackupResult {
  cluster: string;
  repository: string;
  dryRun: boolean;
  /** What was right already. */
  adopted: string[];
  /** What was changed, or with `dryRun` would be. */
  changes: string[];
  warnings: string[];
  /** What stands in the way; only with `dryRun`, else the run fails with it. */
  obstacles?: string[];
  /** What it costs: pods restarted, expected interruption. */
  cost?: string;
  /** With `dryRun`: how every manifest would change, as unified diffs. */
  diff?: string;
  /** The Secret that keeps the manifests as they were. */
  originals?: string;
  /** The pods that were restarted, in their order. */
  restarted: string[];
  /** The nodes that can use the repository. */
  nodes: string[];
  /** How long it took. */
  seconds: number;
  /** One sentence for people. */
  summary: string;
}
