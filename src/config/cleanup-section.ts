import { z } from 'zod';
import type { CleanupRules } from '../planning/cleanup-rules';
import { IndexPattern } from '../planning/index-pattern';
import { TimeSpan } from '../planning/time-span';
import { checked } from './checked';

const span = checked((text) => TimeSpan.parse(text));

/** `clusters.<name>.indices` as the file may say it. */
export const indicesSchema = z.strictObject({
  pattern: checked((text) => new IndexPattern(text))
    .optional()
    .describe('How daily indices are named, for example ks-logstash-log-%Y.%m.%d'),
  maxAge: span
    .optional()
    .describe('Indices whose day began longer ago are deleted once a backup is proven to hold them, for example 7d'),
  maxDeletions: z
    .int()
    .min(0)
    .optional()
    .describe('More deletions in one night wait for an approval; default 20, or a third of all daily indices if less'),
  approveWithin: span.optional().describe('How long an approval is waited for; default 12h'),
});

const defaultApproveWithin = TimeSpan.parse('12h');

/** Fills in the defaults. Without `maxAge` nothing is ever deleted, and there are no rules. */
export function resolveCleanup(
  written: z.output<typeof indicesSchema> | undefined,
): CleanupRules | undefined | string[] {
  const { maxAge, maxDeletions, approveWithin } = written ?? {};
  if (maxAge === undefined) {
    const idle = Object.entries({ maxDeletions, approveWithin }).flatMap(([key, value]) =>
      value === undefined ? [] : [key],
    );
    return idle.length === 0
      ? undefined
      : [`indices.${idle.join(' and indices.')} mean nothing without indices.maxAge`];
  }
  const age = TimeSpan.parse(maxAge);
  // Today's and yesterday's are never touched, so that a shorter age would promise what is not done.
  if (age.compareTo(twoDays) < 0) return [`indices.maxAge must be at least 2d: today's and yesterday's logs stay`];
  return {
    maxAge: age,
    ...(maxDeletions === undefined ? {} : { maxDeletions }),
    approveWithin: approveWithin === undefined ? defaultApproveWithin : TimeSpan.parse(approveWithin),
  };
}

const twoDays = TimeSpan.parse('2d');
