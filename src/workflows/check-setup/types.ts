import { z } from 'zod';
import type { CheckedSetup } from '../../activities/setup/check-setup';
import type { FreeSpace } from '../../planning/free-space';
import { clusterField } from '../input-fields';

/** What `checkSetup` takes. */
export const checkSetupInput = {
  workflow: 'checkSetup',
  schema: z.strictObject({ cluster: clusterField }),
  example: { cluster: 'kubesphere' },
};

export type CheckSetupInput = z.input<typeof checkSetupInput.schema>;

/** What `checkSetup` found. */
export interface CheckSetupResult extends CheckedSetup {
  /** What the backup volume has, in bytes, or why nobody knows. */
  freeSpace: FreeSpace;
}
