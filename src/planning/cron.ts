import { CronExpressionParser } from 'cron-parser';

/** The values of each field, sorted. Days of the week count from Sunday, 0, to Saturday, 6. */
export interface CronFields {
  minute: readonly number[];
  hour: readonly number[];
  dayOfMonth: readonly number[];
  month: readonly number[];
  dayOfWeek: readonly number[];
}

const shorthands: Record<string, string> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};
const form =
  'write "minute hour day month weekday", for example "0 1 * * *" for every night at one, or @hourly, @daily, @weekly, @monthly, @yearly';
const largest = [59, 23, 31, 12, 7];
const names = /\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat)\b/gi;

/** When something runs, by the clock on the wall: `0 1 * * *`, `30 2 * * MON-FRI`, `@daily`. Immutable. */
export class Cron {
  private constructor(
    /** As it was written, with single spaces. */
    readonly text: string,
    readonly fields: CronFields,
  ) {}

  /**
   * @throws Error when it is no cron of five fields, never runs, or is read in different ways by cron and Temporal
   * (day and weekday together: "or" there, "and" here; `L`, `#` and the like: not known, or a comment).
   */
  static parse(text: string): Cron {
    const written = text.trim().replace(/\s+/g, ' ');
    const fields = Object.hasOwn(shorthands, written) ? (shorthands[written] ?? written) : written;
    const objection = objectionTo(fields);
    if (objection !== null) throw new Error(`"${text}" is not a schedule: ${objection}`);
    try {
      return new Cron(written, fieldsOf(fields));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`"${text}" is not a schedule (${reason}): ${form}`, { cause: error });
    }
  }

  toString(): string {
    return this.text;
  }

  toJSON(): string {
    return this.text;
  }
}

function objectionTo(text: string): string | null {
  if (/^(CRON_)?TZ=/.test(text)) return 'the time zone is that of the cluster, set by "timezone"';
  const fields = text.split(' ');
  if (text.startsWith('@') || fields.length !== 5) return form;
  const unknown = text.replace(names, '').replace(/[\d\s*,/-]/g, '');
  if (unknown !== '') return `"${unknown}" is not understood, ${form}`;
  const steps = fields.map((field) => Math.max(...field.split(',').map((part) => Number(part.split('/')[1] ?? 1))));
  if (steps.some((step, position) => step > (largest[position] ?? 0)))
    return 'a step (/) is larger than its field, which would run once in each hour, day or year';
  if (fields[2] !== '*' && fields[4] !== '*')
    return 'cron runs on either of day and weekday, Temporal only where both fit: leave one of them "*"';
  return null;
}

function fieldsOf(text: string): CronFields {
  const { minute, hour, dayOfMonth, month, dayOfWeek } = CronExpressionParser.parse(text).fields;
  // Sunday is 0 and 7.
  const weekdays = new Set(numbers(dayOfWeek.values).map((day) => day % 7));
  return {
    minute: numbers(minute.values),
    hour: numbers(hour.values),
    dayOfMonth: numbers(dayOfMonth.values),
    month: numbers(month.values),
    dayOfWeek: [...weekdays].toSorted((a, b) => a - b),
  };
}

/** The library's types have "L" for the last day, which was refused before. */
function numbers(values: readonly (number | string)[]): number[] {
  return values.map(Number).toSorted((a, b) => a - b);
}
