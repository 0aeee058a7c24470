import { z } from 'zod';
import type { CleanupRules } from '../planning/cleanup-rules';
import { IndexPattern } from '../planning/index-pattern';
import { TimeSpan } from '../planning/time-span';
import { indexFiltersSchema } from './filters-section';
import { checkedText } from '../planning/checked-text';

const span = checkedText((text) => TimeSpan.parse(text));

/** `clusters.<name>.indices` as the file may say it. */
export const indicesSchema = z.strictObject({
  pattern: checkedText((text) => new IndexPattern(text))
    .optional()
    .describe('How daily indices are named, for example ks-logstash-log-%Y.%m.%d'),
  maxAge: span
    .optional()
    .describe('Indices whose day began longer ago are deleted once a backup is proven to hold them, for example 7d'),
  filters: indexFiltersSchema.optional(),
  maxDeletions: z
    .int()
    .min(0)
    .optional()
    .describe('More deletions in one night wait for an approval; default 20, or a third of all daily indices if less'),
  approveWithin: span.optional().describe('How long an approval is waited for; default 12h'),
});

const defaultApproveWithin = TimeSpan.parse('12h');

/** Fills in the defaults. Without `maxAge` and `filters` nothing is ever deleted, and there are no rules. */
export function resolveCleanup(
  written: z.output<typeof indicesSchema> | undefined,
): CleanupRules | undefined | string[] {
  const { maxAge, filters, maxDeletions, approveWithin } = written ?? {};
  if (maxAge === undefined && filters === undefined) {
    const idle = Object.entries({ maxDeletions, approveWithin }).flatMap(([key, value]) =>
      value === undefined ? [] : [key],
    );
    return idle.length === 0
      ? undefined
      : [`indices.${idle.join(' and indices.')} mean nothing without indices.maxAge`];
  }
  if (maxAge !== undefined && filters !== undefined)
    return ['indices.maxAge and indices.filters are two ways to say the same: give one of them'];
  // Today's and yesterday's are never touched, so that a shorter age would promise what is not done.
  if (maxAge !== undefined && TimeSpan.parse(maxAge).compareTo(twoDays) < 0)
    return [`indices.maxAge must be at least 2d: today's and yesterday's logs stay`];
  return {
    ...(maxAge === undefined ? {} : { maxAge: TimeSpan.parse(maxAge) }),
    ...(filters === undefined ? {} : { filters }),
    ...(maxDeletions === undefined ? {} : { maxDeletions }),
    approveWithin: approveWithin === undefined ? defaultApproveWithin : TimeSpan.parse(approveWithin),
  };
}

const twoDays = TimeSpan.parse('2d');
