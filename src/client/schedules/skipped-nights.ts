import type { Config } from '../../config/load';
import { nextSkippedDay } from '../../planning/cron-runs';
import { TimeZone } from '../../planning/time-zone';

/** A sentence for each cluster whose next backup that falls out, because the clocks skip its time, is less than a year away. */
export function skippedNights({ clusters }: Config, now: Date): string[] {
  return clusters.flatMap(({ name, timeZone, schedule }) => {
    if (schedule === undefined) return [];
    const day = nextSkippedDay(schedule.cron, TimeZone.parse(timeZone), now);
    if (day === null) return [];
    return [
      `${name} is not backed up on ${day.toString()}, because the clocks in ${timeZone} skip the time of "${schedule.cron.text}" then: choose a time outside of that hour`,
    ];
  });
}
