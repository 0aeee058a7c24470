import { z } from 'zod';
import type { DrillOutcome } from '../../planning/drill/proof';
import { clusterField, dayField } from '../input-fields';

/** What `drill` takes. */
export const drillInput = {
  workflow: 'drill',
  schema: z
    .strictObject({
      cluster: clusterField,
      days: z
        .array(dayField, { error: 'must be a list of days' })
        .min(1, 'must name at least one day')
        .max(366, 'must name at most 366 days')
        .optional()
        .describe('The days to prove, as YYYY-MM-DD; by default some of those that were not proven for long'),
      count: z
        .int('must be a whole number')
        .min(1, 'must be at least 1')
        .max(366, 'must be at most 366')
        .optional()
        .describe('How many days to prove where none are named; by default 1'),
      snapshot: z
        .string({ error: 'must be the name of a snapshot' })
        .min(1, 'must not be empty')
        .optional()
        .describe('Take every day from this snapshot; by default from the one that a restore would take'),
      into: z
        .strictObject({ cluster: clusterField.describe('Another cluster of logkeep.yaml to restore into') })
        .optional()
        .describe('Where to; by default the same cluster'),
      dryRun: z.boolean('must be true or false').default(false).describe('Only say what would be restored'),
    })
    .refine(({ days, count }) => days === undefined || count === undefined, {
      when: () => true,
      error: 'must give either "days" or how many of them to choose ("count")',
    }),
  example: { cluster: 'kubesphere', count: 2 },
};

export type DrillInput = z.input<typeof drillInput.schema>;

/** What became of one day. Sizes in bytes, times in seconds. */
export interface DrilledDay {
  /** `YYYY-MM-DD`. */
  day: string;
  index: string;
  snapshot: string;
  /** `not tried`: it was no good moment; `planned`: in a dry run. */
  outcome: DrillOutcome | 'not tried' | 'planned';
  /** In the restored copy. */
  documents?: number;
  /** How many documents were compared one by one. */
  sampled?: number;
  bytes: number;
  seconds: number;
  /** Why it is not proven, one sentence each. */
  reasons: string[];
}

/** What `drill` did, or with `dryRun` would do. A drill with a day that is not as it was backed up has failed instead. */
export interface DrillResult {
  cluster: string;
  /** The other cluster that they were restored into. */
  into?: string;
  dryRun: boolean;
  days: DrilledDay[];
  proven: number;
  /** Temporary indices that an earlier drill had left, which were deleted. */
  leftovers: string[];
  /** One sentence each. */
  warnings: string[];
  seconds: number;
  /** One sentence for people. */
  summary: string;
}
