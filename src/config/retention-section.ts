import { z } from 'zod';
import type { RetentionRules } from '../planning/retention-rules';
import { SnapshotNaming } from '../planning/snapshot-name';
import { TimeSpan } from '../planning/time-span';
import { TimeZone } from '../planning/time-zone';
import { snapshotFiltersSchema } from './filters-section';
import { checkedText } from '../planning/checked-text';

const utc = TimeZone.parse('UTC');
const span = checkedText((text) => TimeSpan.parse(text));
const amount = (what: string) => z.int().min(1).optional().describe(what);

/** `clusters.<name>.snapshots` as the file may say it. */
export const snapshotsSchema = z.strictObject({
  name: checkedText((text) => new SnapshotNaming(text, utc))
    .optional()
    .describe('How snapshots are named; default snapshot-%Y%m%d%H%M%S'),
  allowPartial: z
    .boolean()
    .optional()
    .describe('Whether a snapshot in which shards failed counts as a backup of the others; default false'),
  maxAge: span
    .optional()
    .describe(
      'Older snapshots are deleted, for example 45d; younger days stay in at least one, whatever maxCount says',
    ),
  minCount: amount('So many successful snapshots stay, however old'),
  maxCount: amount('Beyond so many successful snapshots the oldest are deleted'),
  keep: z
    .strictObject({
      daily: amount('The last snapshot of each of so many days'),
      weekly: amount('The last snapshot of each of so many weeks, from Monday'),
      monthly: amount('The last snapshot of each of so many months'),
      yearly: amount('The last snapshot of each of so many years'),
    })
    .refine((keep) => Object.values(keep).some((value) => value !== undefined), {
      error: 'must say at least one of daily, weekly, monthly and yearly',
    })
    .optional()
    .describe('Snapshots that stay in any case; without maxAge and maxCount all others are deleted'),
  filters: snapshotFiltersSchema.optional(),
  unsuccessful: span
    .optional()
    .describe('How long FAILED and PARTIAL snapshots stay as evidence, once a newer one succeeded; default 7d'),
  ageFrom: z
    .enum(['name', 'start'], { error: 'must be name or start' })
    .optional()
    .describe('What the age of a snapshot is counted from: the time in its name (the default), or its start'),
});

const defaultUnsuccessful = TimeSpan.parse('7d');

/** Fills in the defaults. Without maxAge, maxCount, keep and filters no snapshot is ever deleted, and there are no rules. */
export function resolveRetention(
  written: z.output<typeof snapshotsSchema> | undefined,
): RetentionRules | undefined | string[] {
  const { maxAge, minCount, maxCount, keep, filters, unsuccessful, ageFrom } = written ?? {};
  if (maxAge === undefined && maxCount === undefined && keep === undefined && filters === undefined) {
    const idle = Object.entries({ minCount, unsuccessful, ageFrom }).flatMap(([key, value]) =>
      value === undefined ? [] : [key],
    );
    return idle.length === 0
      ? undefined
      : [`snapshots.${idle.join(' and snapshots.')} mean nothing without snapshots.maxAge, maxCount or keep`];
  }
  if (filters !== undefined && (maxAge !== undefined || maxCount !== undefined))
    return ['snapshots.filters choose instead of snapshots.maxAge and snapshots.maxCount: give one or the other'];
  if (minCount !== undefined && maxCount !== undefined && minCount > maxCount)
    return [`snapshots.minCount (${minCount}) must not be more than snapshots.maxCount (${maxCount})`];
  const kept = Object.entries(keep ?? {}).filter(([, value]) => value !== undefined);
  return {
    ...(maxAge === undefined ? {} : { maxAge: TimeSpan.parse(maxAge) }),
    ...(filters === undefined ? {} : { filters }),
    ...(minCount === undefined ? {} : { minCount }),
    ...(maxCount === undefined ? {} : { maxCount }),
    ...(kept.length === 0 ? {} : { keep: Object.fromEntries(kept) }),
    unsuccessful: unsuccessful === undefined ? defaultUnsuccessful : TimeSpan.parse(unsuccessful),
    ageFrom: ageFrom ?? 'name',
  };
}
