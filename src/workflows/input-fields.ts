import { z } from 'zod';
import { Day } from '../planning/day';
import { parseSpeed } from '../planning/speed';
import { TimeSpan } from '../planning/time-span';

/** The cluster that an operation works on. */
export const clusterField = z
  .string({
    error: ({ input }) =>
      input === undefined ? 'is missing: give the name of a cluster in logkeep.yaml' : 'must be a text',
  })
  .min(1, 'must not be empty')
  .describe('The name of a cluster in logkeep.yaml');

/** A calendar day, `YYYY-MM-DD`. */
export const dayField = z
  .string({ error: 'must be a day, written as YYYY-MM-DD' })
  .transform(readBy((text) => Day.parse(text)));

/** Bytes per second and node. */
export const speedField = z.string({ error: 'must be a speed, such as "40MB"' }).transform(readBy(parseSpeed));

/** A length of time as `TimeSpan` reads it. */
export const timeSpanField = z
  .string({ error: 'must be a length of time, such as 7d' })
  .transform(readBy((text) => TimeSpan.parse(text)));

/** How long something is kept: a length of time, or `never` for what is not to be deleted. */
export const lifetimeField = z
  .string({ error: 'must be a length of time, such as 7d, or never' })
  .transform(readBy((text) => (text === 'never' ? text : TimeSpan.parse(text))));

/** What a parser throws becomes one of the problems of the input. */
function readBy<T>(parse: (text: string) => T): (text: string, context: z.RefinementCtx) => T {
  return (text, context) => {
    try {
      return parse(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
      return z.NEVER;
    }
  };
}
