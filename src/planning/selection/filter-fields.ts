import { z } from 'zod';
import { checkedText } from '../checked-text';
import { didYouMean } from '../suggestion';
import { absolutePeriod } from './period';
import type { AbsolutePeriod } from './period';
import { groupsOf, pythonRegex } from './python-regex';
import { unitSeconds } from './reckoning';
import type { Unit } from './reckoning';
import { Timestring, timestringExpression } from './timestring';

/** One of a few words, with the nearest one in the message when it is another. */
export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, {
    error: ({ input }) => `must be ${words.join(', ')}${typeof input === 'string' ? didYouMean(input, words) : ''}`,
  });
}

/** The problem of an unknown or missing filtertype, told with the filtertypes that there are; else the general one. */
export function noSuchFilter({ input, options }: { input?: unknown; options?: unknown }): string | undefined {
  if (!Array.isArray(options)) return undefined;
  const known = options as string[];
  const named = (input as { filtertype?: unknown } | null | undefined)?.filtertype;
  return `must be ${known.join(', ')}${typeof named === 'string' ? didYouMean(named, known) : ''}`;
}

const units = Object.keys(unitSeconds) as [Unit, ...Unit[]];

export const exclude = (byDefault: boolean) =>
  z
    .boolean()
    .default(byDefault)
    .describe(`Whether what the filter looks for is left out rather than chosen; default ${byDefault}`);

/** YAML takes 2020.01 for a number, which loses its zero. */
const text = z.string({
  error: ({ input }) => (input === undefined ? 'is needed' : 'must be a text: put quotes around it'),
});

const timestring = checkedText((written) => new Timestring(written)).describe('The date in names, such as %Y.%m.%d');

const source = z
  .enum(['name', 'creation_date'], {
    error: ({ input }) =>
      input === 'field_stats'
        ? 'cannot be field_stats, which would search every index each time: use creation_date or name'
        : 'must be name or creation_date',
  })
  .describe('Where dates are read: from names, or when the index was created or the snapshot started');

const epoch = z
  .number()
  .int('must be a whole number')
  .optional()
  .describe('Another moment than now to count from, in seconds since 1970');

const wholeNumber = z.int('must be a whole number');

/** `age`: older or younger than a length of time. */
export const ageFields = {
  source,
  timestring: timestring.optional(),
  direction: oneOf(['older', 'younger']),
  unit: oneOf(units),
  unit_count: wholeNumber.describe(
    'How many units; -1 together with unit_count_pattern: no other than that of the name',
  ),
  epoch,
  exclude: exclude(false),
};

/** `count`: the first so many of an order. */
export const countFields = {
  count: wholeNumber.min(1, 'must be at least 1'),
  reverse: z.boolean().default(true).describe('Whether the last name or the newest comes first; default true'),
  use_age: z.boolean().default(false).describe('Whether dates give the order rather than names; default false'),
  source: source.optional(),
  timestring: timestring.optional(),
  exclude: exclude(true),
};

export const noneFilter = z.strictObject({ filtertype: z.literal('none') });

export const patternFilter = z
  .strictObject({
    filtertype: z.literal('pattern'),
    kind: oneOf(['prefix', 'suffix', 'timestring', 'regex']),
    value: text.min(1, 'must not be empty'),
    exclude: exclude(false),
  })
  .superRefine(({ kind, value }, context) => reportIn('value', () => patternExpression(kind, value), context));

/** `period`: from the start of one unit to the end of another. */
export const periodFilter = z
  .strictObject({
    filtertype: z.literal('period'),
    period_type: oneOf(['relative', 'absolute']).default('relative'),
    source,
    timestring: timestring.optional(),
    unit: oneOf(units),
    range_from: wholeNumber.optional().describe('relative: whole units from now, -1 is the last whole one'),
    range_to: wholeNumber.optional(),
    date_from: text.optional(),
    date_from_format: z.string().optional(),
    date_to: text.optional(),
    date_to_format: z.string().optional(),
    week_starts_on: oneOf(['sunday', 'monday']).default('sunday'),
    epoch,
    exclude: exclude(false),
  })
  .superRefine((filter, context) => {
    needTimestring(filter, context);
    if (filter.period_type === 'absolute') checkAbsolute(filter, context);
    else checkRelative(filter, context);
  });

type Written = z.output<typeof periodFilter>;
type Context = z.core.$RefinementCtx;

function checkRelative({ unit, range_from, range_to }: Written, context: Context): void {
  if (range_from === undefined) report('range_from', 'is needed for a relative period', context);
  if (range_to === undefined) report('range_to', 'is needed for a relative period', context);
  if (range_from !== undefined && range_to !== undefined && range_to < range_from)
    report('range_to', 'must not be less than range_from', context);
  if (unit === 'seconds' || unit === 'minutes') report('unit', 'of a relative period must be hours or longer', context);
}

function checkAbsolute(filter: Written, context: Context): void {
  const missing = (['date_from', 'date_from_format', 'date_to', 'date_to_format'] as const).filter(
    (key) => !filter[key],
  );
  for (const key of missing) report(key, 'is needed for an absolute period', context);
  if (missing.length > 0) return;
  // The dates are read; where now is does not matter for that.
  reportIn('date_from', () => absolutePeriod(filter as AbsolutePeriod, new Date(0)), context);
}

/** Dates from names need to know how dates are written. */
export function needTimestring(
  filter: { source?: string | undefined; timestring?: string | undefined },
  context: Context,
): void {
  if (filter.source === 'name' && filter.timestring === undefined)
    report('timestring', 'is needed to read dates from names, for example %Y.%m.%d', context);
}

/** An order by dates needs to know where dates are. */
export function needSource(
  filter: { use_age: boolean; source?: string | undefined; timestring?: string | undefined },
  context: Context,
): void {
  if (filter.use_age && filter.source === undefined) report('source', 'is needed with use_age', context);
  if (filter.use_age) needTimestring(filter, context);
}

/** An expression with one group, whose text counts. */
export const oneGroup = checkedText((text) => {
  const groups = groupsOf(pythonRegex(text));
  if (groups !== 1) throw new Error(`"${text}" must capture exactly one group ( ), not ${groups}`);
});

export function report(key: string, message: string, context: Context): void {
  context.addIssue({ code: 'custom', path: [key], message });
}

function reportIn(key: string, attempt: () => unknown, context: Context): void {
  try {
    attempt();
  } catch (error) {
    report(key, error instanceof Error ? error.message : String(error), context);
  }
}

/** What a `pattern` filter searches for. Except for dates, the value is part of an expression: a dot is any character. */
export function patternExpression(kind: 'prefix' | 'suffix' | 'timestring' | 'regex', value: string): RegExp {
  if (kind === 'prefix') return pythonRegex(`^${value}.*$`);
  if (kind === 'suffix') return pythonRegex(`^.*${value}$`);
  return kind === 'regex' ? pythonRegex(value) : new RegExp(timestringExpression(value));
}
