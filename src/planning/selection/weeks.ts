import { secondOf } from './reckoning';

const day = 86_400;

/** Monday is 0. */
export function weekdayOf(second: number): number {
  return (new Date(second * 1000).getUTCDay() + 6) % 7;
}

/**
 * The Monday of a week of the year, in seconds, as C and Python count weeks: week 1 begins with the year's first Monday
 * (%W) or Sunday (%U), what is before is week 0.
 */
export function firstDayOfWeek(year: number, week: number, weekStart: 'monday' | 'sunday'): number {
  const shift = weekStart === 'sunday' ? 1 : 0;
  const newYear = startOf(year);
  const firstWeekday = (weekdayOf(newYear) + shift) % 7;
  if (week === 0) return newYear + (shift - firstWeekday) * day;
  return newYear + (((7 - firstWeekday) % 7) + 7 * (week - 1) + shift) * day;
}

/**
 * The Monday of a week of ISO 8601 as Curator finds it (utils.get_datetime and _handle_iso_week_number, 5.8.4): it reads
 * the week as %W and takes a week off where both counts differ. For weeks that exist, this is the ISO week.
 */
export function firstDayOfIsoWeek(year: number, week: number): number {
  const monday = firstDayOfWeek(year, week, 'monday');
  const iso = isoWeekOf(monday);
  const plain = plainWeekOf(monday);
  const differs = plain.year !== year || plain.week !== week;
  const isLater = iso.year !== plain.year ? iso.year > plain.year : iso.week > plain.week;
  return isLater || differs ? monday - 7 * day : monday;
}

interface Week {
  year: number;
  week: number;
}

/** The week of the year that starts on Mondays: %Y and %W. */
function plainWeekOf(second: number): Week {
  const year = new Date(second * 1000).getUTCFullYear();
  const dayOfYear = (second - startOf(year)) / day;
  return { year, week: Math.floor((dayOfYear + 7 - weekdayOf(second)) / 7) };
}

/** %G and %V: the week belongs to the year of its Thursday. */
function isoWeekOf(second: number): Week {
  const thursday = second + (3 - weekdayOf(second)) * day;
  const year = new Date(thursday * 1000).getUTCFullYear();
  return { year, week: Math.floor((thursday - startOf(year)) / day / 7) + 1 };
}

function startOf(year: number): number {
  return secondOf(year, 1, 1) ?? 0;
}
