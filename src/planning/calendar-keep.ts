import type { CalendarKeep } from './retention-rules';
import type { TimeZone } from './time-zone';

const periods = {
  daily: { format: 'yyyy-MM-dd', noun: 'day' },
  // The year of the week, which around New Year is another one than that of the day.
  weekly: { format: "kkkk-'W'WW", noun: 'week' },
  monthly: { format: 'yyyy-MM', noun: 'month' },
  yearly: { format: 'yyyy', noun: 'year' },
} as const;

/**
 * The last snapshot of each of the newest periods, with the clause that says of which: `the last of the week 2026-W48`.
 * Periods without a snapshot do not count.
 * @param newestFirst with the moment that each was taken.
 */
export function keptByCalendar(
  newestFirst: readonly { name: string; moment: Date }[],
  keep: CalendarKeep,
  zone: TimeZone,
): Map<string, string> {
  const kept = new Map<string, string>();
  for (const [kind, { format, noun }] of Object.entries(periods)) {
    const most = keep[kind as keyof CalendarKeep] ?? 0;
    const seen = new Set<string>();
    for (const { name, moment } of newestFirst) {
      const period = zone.at(moment).toFormat(format);
      if (seen.has(period)) continue;
      if (seen.size === most) break;
      seen.add(period);
      if (!kept.has(name)) kept.set(name, `the last of the ${noun} ${period}`);
    }
  }
  return kept;
}
