import { z } from 'zod';
import { clusterField, dayField } from '../input-fields';

/** What `restore` takes. */
export const restoreInput = {
  workflow: 'restore',
  schema: z.strictObject({
    cluster: clusterField,
    days: z
      .array(dayField, {
        error: ({ input }) =>
          input === undefined ? 'is missing: list the days to bring back' : 'must be a list of days',
      })
      .min(1, 'must name at least one day')
      .max(366, 'must name at most 366 days')
      .describe('The calendar days to bring back, as YYYY-MM-DD'),
  }),
  example: { cluster: 'kubesphere', days: ['2019-11-12'] },
};

export type RestoreInput = z.input<typeof restoreInput.schema>;

/** What `restore` did. Sizes in bytes, times in seconds. */
export interface RestoreResult {
  cluster: string;
  days: string[];
  /** The indices that are back, by the snapshot they came from. */
  restored: { snapshot: string; indices: string[] }[];
  documents: number;
  bytes: number;
  shards: number;
  seconds: number;
  /** One sentence for people. */
  summary: string;
}
