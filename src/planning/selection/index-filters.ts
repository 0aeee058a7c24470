import { z } from 'zod';
import {
  ageFields,
  countFields,
  exclude,
  needSource,
  needTimestring,
  noneFilter,
  noSuchFilter,
  oneGroup,
  oneOf,
  patternFilter,
  periodFilter,
  report,
} from './filter-fields';

const positive = z.int('must be a whole number').min(1, 'must be at least 1');
const gibibytes = z.number().positive('must be more than 0');
const threshold = oneOf(['greater_than', 'less_than']).default('greater_than');

const ageFilter = z
  .strictObject({
    filtertype: z.literal('age'),
    ...ageFields,
    unit_count_pattern: oneGroup.optional().describe('Where in the name of an index its own number of units is'),
  })
  .superRefine(needTimestring);

const aliasFilter = z.strictObject({
  filtertype: z.literal('alias'),
  aliases: z
    .union([aliasName(), z.array(aliasName()).min(1, 'must not be an empty list')], {
      error: 'must be the name of an alias, or a list of names',
    })
    .describe('Each of them has to exist; * stands for any text'),
  exclude: exclude(false),
});

const allocatedFilter = z.strictObject({
  filtertype: z.literal('allocated'),
  key: z.string().min(1, 'must not be empty'),
  value: z.string('must be a text: put quotes around it').min(1, 'must not be empty'),
  allocation_type: oneOf(['require', 'include', 'exclude']).default('require'),
  exclude: exclude(true),
});

const countFilter = z
  .strictObject({
    filtertype: z.literal('count'),
    ...countFields,
    pattern: oneGroup.optional().describe('What to count apart: indices whose group captures the same text'),
  })
  .superRefine(needSource);

const forcemergedFilter = z.strictObject({
  filtertype: z.literal('forcemerged'),
  max_num_segments: positive.describe('For each shard'),
  exclude: exclude(true),
});

const shardsFilter = z
  .strictObject({
    filtertype: z.literal('shards'),
    number_of_shards: positive,
    shard_filter_behavior: oneOf([
      'greater_than',
      'less_than',
      'greater_than_or_equal',
      'less_than_or_equal',
      'equal',
    ]).default('greater_than'),
    exclude: exclude(false),
  })
  .superRefine(({ number_of_shards, shard_filter_behavior }, context) => {
    if (number_of_shards === 1 && shard_filter_behavior === 'less_than')
      report('number_of_shards', 'must be more than 1: every index has a shard', context);
  });

// Of Curator 8; the one that 5.8.4 does not have yet.
const sizeFilter = z.strictObject({
  filtertype: z.literal('size'),
  size_threshold: gibibytes.describe('GiB of one index'),
  size_behavior: oneOf(['primary', 'total']).default('primary'),
  threshold_behavior: threshold,
  exclude: exclude(false),
});

const spaceFilter = z
  .strictObject({
    filtertype: z.literal('space'),
    disk_space: gibibytes.describe('GiB of all indices so far, the first of the order first'),
    threshold_behavior: threshold,
    ...{ reverse: countFields.reverse, use_age: countFields.use_age },
    ...{ source: countFields.source, timestring: countFields.timestring },
    exclude: exclude(false),
  })
  .superRefine(needSource);

const plain = <const Type extends string>(filtertype: Type, excludes: boolean) =>
  z.strictObject({ filtertype: z.literal(filtertype), exclude: exclude(excludes) });

/** A filter of indices, with Curator's keys and defaults. */
export const indexFilter = z.discriminatedUnion(
  'filtertype',
  [
    ageFilter,
    aliasFilter,
    allocatedFilter,
    plain('closed', true),
    countFilter,
    plain('empty', false),
    forcemergedFilter,
    plain('ilm', true),
    plain('kibana', true),
    noneFilter,
    plain('opened', true),
    patternFilter,
    periodFilter,
    shardsFilter,
    sizeFilter,
    spaceFilter,
  ],
  { error: noSuchFilter },
);

export type IndexFilter = z.output<typeof indexFilter>;

function aliasName() {
  return z.string().regex(/^(?!-|_all$)[^,\s]+$/, 'must be the name of an alias; put several into a list');
}
