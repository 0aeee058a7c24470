import { z } from 'zod';
import type { ByteSize } from '../planning/byte-size';
import { Day } from '../planning/day';
import { parseSpeed } from '../planning/speed';

/** The cluster that an operation works on. */
export const clusterField = z
  .string({
    error: ({ input }) =>
      input === undefined ? 'is missing: give the name of a cluster in logkeep.yaml' : 'must be a text',
  })
  .min(1, 'must not be empty')
  .describe('The name of a cluster in logkeep.yaml');

/** A calendar day, `YYYY-MM-DD`. */
export const dayField = z.string({ error: 'must be a day, written as YYYY-MM-DD' }).transform((text, context): Day => {
  try {
    return Day.parse(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
    return z.NEVER;
  }
});

/** Bytes per second and node. */
export const speedField = z
  .string({ error: 'must be a speed, such as "40MB"' })
  .transform((text, context): ByteSize => {
    try {
      return parseSpeed(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
      return z.NEVER;
    }
  });
