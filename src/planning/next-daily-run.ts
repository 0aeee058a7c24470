import { DateTime } from 'luxon';

/**
 * The next run after a moment of a CronJob that runs once a day at a fixed time (`0 1 * * *`), as log cleaners do; null
 * for any other schedule.
 * @param zone an IANA name; without one Kubernetes takes that of its controller manager, which is mostly UTC.
 */
export function nextDailyRun(schedule: string, after: Date, zone = 'UTC'): Date | null {
  const [, minute, hour] = /^(\d{1,2})\s+(\d{1,2})\s+\*\s+\*\s+\*$/.exec(fullForm(schedule.trim())) ?? [];
  if (minute === undefined || hour === undefined) return null;
  const now = DateTime.fromJSDate(after, { zone });
  const today = now.set({ hour: Number(hour), minute: Number(minute), second: 0, millisecond: 0 });
  if (!today.isValid || Number(hour) > 23 || Number(minute) > 59) return null;
  return (today > now ? today : today.plus({ days: 1 })).toJSDate();
}

function fullForm(schedule: string): string {
  return schedule === '@daily' || schedule === '@midnight' ? '0 0 * * *' : schedule;
}
