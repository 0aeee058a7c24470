import { z } from 'zod';
import { Cron } from '../planning/cron';
import { longestGap } from '../planning/cron-runs';
import { checkedText } from '../planning/checked-text';
import type { DrillSettings } from '../planning/drill/drill-settings';
import { didYouMean } from '../planning/suggestion';
import { TimeSpan } from '../planning/time-span';
import { TimeZone } from '../planning/time-zone';

const cron = checkedText((text) => Cron.parse(text));
const span = checkedText((text) => TimeSpan.parse(text));

/** `clusters.<name>.drill` as the file may say it. */
export const drillSchema = z.strictObject({
  schedule: cron.describe('When: minute hour day month weekday, such as "0 4 * * 0", or @weekly and the like'),
  days: z
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(366, 'must be at most 366')
    .default(1)
    .describe('How many days each drill proves'),
  into: z
    .string()
    .min(1, 'must not be empty')
    .optional()
    .describe('Another cluster of this file, to restore into; by default the same one'),
  catchUp: span.optional().describe('How late a drill may start when Temporal was away at its time; default 12h'),
  overdueAfter: span
    .optional()
    .describe('How long after the last drill one counts as missing; default the longest pause of the schedule, and 1d'),
});

const defaultCatchUp = TimeSpan.parse('12h');
/** A drill waits for other operations, and is left out at a bad moment. */
const allowance = TimeSpan.parse('1d');

/** Fills in the defaults. The longest pause takes in the changes of the clocks in the year after `now`. */
export function resolveDrill(written: z.output<typeof drillSchema>, timeZone: string, now: Date): DrillSettings {
  const { schedule, days, into, catchUp, overdueAfter } = written;
  const times = Cron.parse(schedule);
  return {
    cron: times,
    days,
    ...(into === undefined ? {} : { into }),
    catchUp: catchUp === undefined ? defaultCatchUp : TimeSpan.parse(catchUp),
    overdueAfter:
      overdueAfter === undefined
        ? longestGap(times, TimeZone.parse(timeZone), now).plus(allowance)
        : TimeSpan.parse(overdueAfter),
  };
}

/** Why a drill of one cluster cannot go into the other that the file names. */
export function drillTargetProblem(into: string, clusters: readonly string[]): string | undefined {
  if (clusters.includes(into)) return undefined;
  return `there is no cluster "${into}"${didYouMean(into, clusters) || ` (known: ${clusters.join(', ')})`}`;
}
