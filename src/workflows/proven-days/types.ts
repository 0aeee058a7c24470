import { z } from 'zod';
import { clusterField } from '../input-fields';

/** What `provenDays` takes. */
export const provenDaysInput = {
  workflow: 'provenDays',
  schema: z.strictObject({
    cluster: clusterField,
    most: z.int('must be a whole number').min(1).max(1000).default(400).describe('How many to list, the newest first'),
  }),
  example: { cluster: 'kubesphere' },
};

export type { ListedProvenDays as ProvenDaysResult } from '../../activities/drill/list-proven-days';
