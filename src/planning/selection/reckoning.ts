/** Lengths as Curator counts them: a month has 30 days, a year 365. Seconds. */
export const unitSeconds = {
  seconds: 1,
  minutes: 60,
  hours: 3_600,
  days: 86_400,
  weeks: 604_800,
  months: 2_592_000,
  years: 31_536_000,
} as const;

export type Unit = keyof typeof unitSeconds;

/**
 * Whole seconds since 1970 from seconds, milliseconds, micro- or nanoseconds, told apart by their digits. Curator's own
 * rule (utils.fix_epoch, 5.8.4), with its consequence that the second 10,000,000,000, in 2286, is taken for 1970.
 */
export function fixEpoch(epoch: number): number {
  const whole = Math.trunc(epoch);
  const digits = String(whole).length;
  if (digits <= 10) return whole;
  return Math.trunc(whole / (digits <= 13 ? 1000 : 10 ** (digits - 10)));
}

/** The second that is `count` units before `epoch`; before `now` when that is left out or 0, as Curator reads it. */
export function pointOfReference(unit: Unit, count: number, epoch: number | undefined, now: Date): number {
  return fixEpoch(epoch || now.getTime() / 1000) - unitSeconds[unit] * count;
}

/** The second at which that moment is in UTC, or null when the calendar has no such moment. */
export function secondOf(year: number, month: number, day: number, hour = 0, minute = 0, second = 0): number | null {
  const date = new Date(0);
  // Date.UTC takes the year 99 for 1999.
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  const exists = year >= 1 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day && second < 60;
  return exists ? date.getTime() / 1000 : null;
}

/** A second for people: `2019-11-12 01:00:00 UTC`. */
export function readable(second: number): string {
  return `${new Date(second * 1000).toISOString().replace('T', ' ').slice(0, -5)} UTC`;
}
