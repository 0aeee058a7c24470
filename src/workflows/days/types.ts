import { z } from 'zod';
import { mostDays } from '../../planning/restore/input-rules';
import { clusterField } from '../input-fields';

/** What `days` takes. */
export const daysInput = {
  workflow: 'days',
  schema: z.strictObject({
    cluster: clusterField,
    most: z
      .int('must be a whole number')
      .min(1)
      .max(mostDays)
      .default(mostDays)
      .describe('How many to list, the newest first'),
  }),
  example: { cluster: 'kubesphere' },
};

export type { BackedUpDay, BackedUpDays as DaysResult } from '../../activities/list-days';
