import { z } from 'zod';
import type { RestoredRow } from '../../activities/restored/list-restored';
import { clusterField, dayField, timeSpanField } from '../input-fields';

const indexNames = (what: string) =>
  z
    .array(z.string().min(1, 'must not be empty'), { error: 'must be a list of index names' })
    .min(1, 'must name at least one index')
    .optional()
    .describe(what);

/** What `restored` takes. */
export const restoredInput = {
  workflow: 'restored',
  schema: z
    .strictObject({
      cluster: clusterField,
      action: z
        .enum(['list', 'extend', 'keep', 'drop'], { error: 'must be one of: list, extend, keep, drop' })
        .default('list')
        .describe('list: change nothing; extend: keep them longer; keep: for good; drop: delete them now'),
      days: z.array(dayField, { error: 'must be a list of days' }).optional().describe('Of these days, as YYYY-MM-DD'),
      indices: indexNames('These indices, by their full names'),
      for: timeSpanField.optional().describe('With extend: how long from now on, such as "7d"'),
      confirm: indexNames('With drop: the indices that may go although they were written to, by their full names'),
    })
    .refine(({ action, days, indices }) => action === 'list' || (days ?? indices) !== undefined, {
      when: () => true,
      error: 'does not say which: list the "days" or the "indices"',
    })
    .refine((input) => (input.action === 'extend') === (input.for !== undefined), {
      when: () => true,
      error: 'must give "for" with "extend", and only there',
    })
    .refine(({ action, confirm }) => action === 'drop' || confirm === undefined, {
      when: () => true,
      error: 'has "confirm", which only "drop" takes',
    }),
  example: { cluster: 'kubesphere' },
};

export type RestoredInput = z.input<typeof restoredInput.schema>;

/** The restored indices of a cluster, after what was asked for. */
export interface RestoredResult {
  cluster: string;
  timeZone: string;
  /** By name. With an action, those that it was about and that are still there. */
  restored: RestoredRow[];
  /** What was deleted by a drop. */
  dropped?: string[];
  /** One sentence for people. */
  summary: string;
}
