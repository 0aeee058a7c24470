import { z } from 'zod';
import { clusterField } from '../input-fields';

/** What `checkSetup` takes. */
export const checkSetupInput = {
  workflow: 'checkSetup',
  schema: z.strictObject({ cluster: clusterField }),
  example: { cluster: 'kubesphere' },
};

export type CheckSetupInput = z.input<typeof checkSetupInput.schema>;

export type { CheckedSetup as CheckSetupResult } from '../../activities/setup/check-setup';
