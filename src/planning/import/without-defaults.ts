import type { z } from 'zod';
import type { WrittenFilter } from './imported';

/** A filter as short as it can be written: keys that have their default anyway are left out. */
export function withoutDefaults<Filter extends { filtertype: string }>(
  filter: Filter,
  schema: z.ZodType<Filter>,
): WrittenFilter<Filter> {
  const whole = JSON.stringify(schema.parse(filter));
  let short: Record<string, unknown> = Object.fromEntries(
    Object.entries(filter).filter(([, value]) => value !== undefined),
  );
  for (const key of Object.keys(short)) {
    const others = Object.fromEntries(Object.entries(short).filter(([other]) => other !== key));
    const result = schema.safeParse(others);
    if (result.success && JSON.stringify(result.data) === whole) short = others;
  }
  return short as WrittenFilter<Filter>;
}
