import type { CalendarSpec, CalendarSpecDescription, ScheduleSpecDescription } from '@temporalio/client';
import { Cron } from '../../planning/cron';
import type { CronFields } from '../../planning/cron';

const months = [
  ...(['JANUARY', 'FEBRUARY', 'MARCH', 'APRIL', 'MAY', 'JUNE'] as const),
  ...(['JULY', 'AUGUST', 'SEPTEMBER', 'OCTOBER', 'NOVEMBER', 'DECEMBER'] as const),
];
const weekdays = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'] as const;

/** How many values each field has: all of them are `*`. */
const whole: Record<keyof CronFields, number> = { minute: 60, hour: 24, dayOfMonth: 31, month: 12, dayOfWeek: 7 };

/**
 * A cron as Temporal's calendar, so that it is our reading of it that runs, not the server's. Its text goes along as
 * the comment: the server gives back only the calendar.
 */
export function calendarOf({ text, fields }: Cron): CalendarSpec {
  return {
    minute: [...fields.minute],
    hour: [...fields.hour],
    dayOfMonth: [...fields.dayOfMonth],
    month: fields.month.flatMap((month) => months[month - 1] ?? []),
    dayOfWeek: fields.dayOfWeek.flatMap((day) => weekdays[day] ?? []),
    comment: text,
  };
}

/** The times of a schedule as a cron; as something that is no cron, where a person has given it other ones. */
export function timesOf({ calendars = [], intervals = [], skip = [], ...more }: ScheduleSpecDescription): string {
  const [calendar] = calendars;
  const isPlain = calendars.length === 1 && intervals.length === 0 && skip.length === 0;
  const isUnlimited = more.startAt === undefined && more.endAt === undefined && (more.jitter ?? 0) === 0;
  if (calendar !== undefined && isPlain && isUnlimited && hasWholeMinutes(calendar)) return cronOf(calendar);
  const parts = [
    `${calendars.length} calendars`,
    `${intervals.length} intervals`,
    ...(skip.length === 0 ? [] : ['times to skip']),
    ...(more.startAt === undefined ? [] : [`from ${more.startAt.toISOString()}`]),
    ...(more.endAt === undefined ? [] : [`until ${more.endAt.toISOString()}`]),
    ...(more.jitter ? [`${more.jitter / 1000} s of jitter`] : []),
  ];
  return `no cron (${parts.join(', ')})`;
}

function hasWholeMinutes({ second, year }: CalendarSpecDescription): boolean {
  return year.length === 0 && second.length === 1 && valuesOf(second).join() === '0';
}

function cronOf(calendar: CalendarSpecDescription): string {
  const fields = {
    minute: valuesOf(calendar.minute),
    hour: valuesOf(calendar.hour),
    dayOfMonth: valuesOf(calendar.dayOfMonth),
    month: valuesOf(calendar.month.map((range) => positions(range, months, 1))),
    dayOfWeek: valuesOf(calendar.dayOfWeek.map((range) => positions(range, weekdays, 0))),
  };
  // Whoever changed the times in the web UI may have left the comment as it was.
  return commentFor(fields, calendar.comment) ?? textOf(fields);
}

function commentFor(fields: CronFields, comment = ''): string | null {
  try {
    const cron = Cron.parse(comment);
    return textOf(cron.fields) === textOf(fields) ? cron.text : null;
  } catch {
    return null;
  }
}

function textOf(fields: CronFields): string {
  const names: (keyof CronFields)[] = ['minute', 'hour', 'dayOfMonth', 'month', 'dayOfWeek'];
  return names.map((name) => (fields[name].length === whole[name] ? '*' : fields[name].join(','))).join(' ');
}

interface Range {
  start: number;
  end: number;
  step: number;
}

function positions<Name>(
  { start, end, step }: { start: Name; end: Name; step: number },
  all: readonly Name[],
  base: number,
): Range {
  return { start: all.indexOf(start) + base, end: all.indexOf(end) + base, step };
}

function valuesOf(ranges: readonly Range[]): number[] {
  const values = new Set<number>();
  for (const { start, end, step } of ranges) for (let value = start; value <= end; value += step) values.add(value);
  return [...values].toSorted((a, b) => a - b);
}
