import type { Day } from '../day';

/** The days of a list and of a range, both ends counted: in the order of the calendar, each once. */
export function askedDays(days: readonly Day[], from?: Day, to?: Day): Day[] {
  const range = from === undefined || to === undefined ? [] : daysThrough(from, to);
  const byText = new Map([...days, ...range].map((day) => [day.toString(), day]));
  return [...byText.values()].sort((a, b) => a.daysSince(b));
}

function daysThrough(from: Day, to: Day): Day[] {
  return Array.from({ length: Math.max(0, to.daysSince(from) + 1) }, (_, later) => from.plus(later));
}
