import { fixEpoch, pointOfReference, secondOf, unitSeconds } from './reckoning';
import type { Unit } from './reckoning';
import { Timestring } from './timestring';
import { weekdayOf } from './weeks';

/** A stretch of time in seconds since 1970; both ends belong to it. */
export interface Period {
  start: number;
  end: number;
}

export interface RelativePeriod {
  unit: Exclude<Unit, 'seconds' | 'minutes'>;
  /** Whole units from now: -1 is the last whole one, 0 the current one. */
  range_from: number;
  range_to: number;
  week_starts_on: 'sunday' | 'monday';
  epoch?: number | undefined;
}

export interface AbsolutePeriod {
  unit: Unit;
  date_from: string;
  date_to: string;
  date_from_format: string;
  date_to_format: string;
}

/** utils.date_range of Curator 5.8.4; everything is UTC. */
export function relativePeriod(period: RelativePeriod, now: Date): Period {
  const { unit, range_from: from, range_to: to, week_starts_on, epoch } = period;
  const reference = fixEpoch(epoch || now.getTime() / 1000);
  const date = new Date(reference * 1000);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1];
  if (unit === 'years') return { start: monthStart(year + from, 1), end: monthStart(year + to + 1, 1) - 1 };
  if (unit === 'months') return { start: monthStart(year, month + from), end: monthStart(year, month + to + 1) - 1 };
  const length = unitSeconds[unit];
  const start = unitStart(unit, reference, week_starts_on) + from * length;
  return { start, end: start + (to - from + 1) * length - 1 };
}

/**
 * utils.absolute_date_range of Curator 5.8.4: from the start of one date to the end of the unit that begins with the other.
 * @throws Error when a date does not follow its format.
 */
export function absolutePeriod(period: AbsolutePeriod, now: Date): Period {
  const start = secondIn('date_from', period.date_from, period.date_from_format);
  const last = secondIn('date_to', period.date_to, period.date_to_format);
  return { start, end: endOf(period.unit, last, now) };
}

function unitStart(unit: 'hours' | 'days' | 'weeks', second: number, weekStart: 'sunday' | 'monday'): number {
  if (unit === 'hours') return second - (second % unitSeconds.hours);
  const midnight = second - (second % unitSeconds.days);
  if (unit === 'days') return midnight;
  // On a Sunday this goes back a whole week, as in Curator: its week that starts on Sunday begins to count on Monday.
  return midnight - (weekdayOf(midnight) + (weekStart === 'sunday' ? 1 : 0)) * unitSeconds.days;
}

function endOf(unit: Unit, second: number, now: Date): number {
  const date = new Date(second * 1000);
  if (unit === 'months') return monthStart(date.getUTCFullYear(), date.getUTCMonth() + 2) - 1;
  if (unit === 'years') return monthStart(date.getUTCFullYear() + 1, 1) - 1;
  return pointOfReference(unit, -1, second, now) - 1;
}

/** Months beyond December or before January belong to the years after or before. */
function monthStart(year: number, month: number): number {
  const months = year * 12 + month - 1;
  const second = secondOf(Math.floor(months / 12), (((months % 12) + 12) % 12) + 1, 1);
  if (second === null)
    throw new Error(`The period reaches into the year ${Math.floor(months / 12)}: choose a nearer one`);
  return second;
}

function secondIn(key: string, text: string, format: string): number {
  const found = new Timestring(format).read(text);
  if (found === null) throw new Error(`${key} "${text}" is no date like ${format}`);
  return found.second;
}
