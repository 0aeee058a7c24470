import { z } from 'zod';
import {
  ageFields,
  countFields,
  exclude,
  needSource,
  needTimestring,
  noneFilter,
  noSuchFilter,
  oneOf,
  patternFilter,
  periodFilter,
} from './filter-fields';

const ageFilter = z.strictObject({ filtertype: z.literal('age'), ...ageFields }).superRefine(needTimestring);
const countFilter = z.strictObject({ filtertype: z.literal('count'), ...countFields }).superRefine(needSource);
const stateFilter = z.strictObject({
  filtertype: z.literal('state'),
  state: oneOf(['SUCCESS', 'PARTIAL', 'FAILED', 'IN_PROGRESS']).default('SUCCESS'),
  exclude: exclude(false),
});

/** A filter of snapshots, with Curator's keys and defaults. */
export const snapshotFilter = z.discriminatedUnion(
  'filtertype',
  [ageFilter, countFilter, noneFilter, patternFilter, periodFilter, stateFilter],
  { error: noSuchFilter },
);

export type SnapshotFilter = z.output<typeof snapshotFilter>;
