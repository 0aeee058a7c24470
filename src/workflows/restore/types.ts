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
    snapshot: z
      .string({ error: 'must be the name of a snapshot' })
      .min(1, 'must not be empty')
      .optional()
      .describe('Take the days from this snapshot; by default each from the newest that holds it'),
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
  /** Absent when the indices could not be searched. */
  documents?: number;
  bytes: number;
  shards: number;
  seconds: number;
  /** What a person should know of the copies that were restored, one sentence each. */
  warnings: string[];
  /** One sentence for people. */
  summary: string;
}
