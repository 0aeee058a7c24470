import { z } from 'zod';
import { Cron } from '../planning/cron';
import { longestGap } from '../planning/cron-runs';
import type { ScheduleSettings } from '../planning/schedule-settings';
import { TimeSpan } from '../planning/time-span';
import { TimeZone } from '../planning/time-zone';
import { checkedText } from '../planning/checked-text';

const cron = checkedText((text) => Cron.parse(text));
const span = checkedText((text) => TimeSpan.parse(text));

/** `clusters.<name>.schedule` as the file may say it: only when, or with more about it. */
export const scheduleSchema = z.union(
  [
    cron,
    z.strictObject({
      cron: cron.describe('When: minute hour day month weekday, such as "0 1 * * *", or @daily and the like'),
      catchUp: span.optional().describe('How late a run may start when Temporal was away at its time; default 12h'),
      overdueAfter: span
        .optional()
        .describe(
          'How long after the last success a cluster counts as not backed up; default the longest pause of the cron, and 2h',
        ),
    }),
  ],
  {
    error:
      'must be times such as "0 1 * * *", or a mapping with cron and, if need be, catchUp and overdueAfter, all of them texts',
  },
);

const defaultCatchUp = TimeSpan.parse('12h');
/** A backup takes a while, and waits while another operation runs. */
const allowance = TimeSpan.parse('2h');

/** Fills in the defaults. The longest pause takes in the changes of the clocks in the year after `now`. */
export function resolveSchedule(
  written: z.output<typeof scheduleSchema>,
  timeZone: string,
  now: Date,
): ScheduleSettings {
  const { cron: text, catchUp, overdueAfter } = typeof written === 'string' ? { cron: written } : written;
  const times = Cron.parse(text);
  return {
    cron: times,
    catchUp: catchUp === undefined ? defaultCatchUp : TimeSpan.parse(catchUp),
    overdueAfter: overdueAfter === undefined ? patience(times, timeZone, now) : TimeSpan.parse(overdueAfter),
  };
}

function patience(cron: Cron, timeZone: string, now: Date): TimeSpan {
  return longestGap(cron, TimeZone.parse(timeZone), now).plus(allowance);
}
