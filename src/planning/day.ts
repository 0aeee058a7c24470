import { DateTime } from 'luxon';

/** A calendar day of logs. Immutable; has no time zone, because it is what an index name says. */
export class Day {
  private constructor(
    readonly year: number,
    readonly month: number,
    readonly day: number,
  ) {}

  /** @throws Error when the text is not `YYYY-MM-DD` or names a day that the calendar does not have. */
  static parse(text: string): Day {
    const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
    if (match === null) throw new Error(`"${text}" is not a day: write it as YYYY-MM-DD, for example 2019-11-12`);
    const day = Day.of(Number(match[1]), Number(match[2]), Number(match[3]));
    if (day === null) throw new Error(`"${text}" is not a day: the calendar has no such date`);
    return day;
  }

  /** The day, or null when the calendar does not have it (month 13, 30 February). */
  static of(year: number, month: number, day: number): Day | null {
    return DateTime.fromObject({ year, month, day }, { zone: 'utc' }).isValid ? new Day(year, month, day) : null;
  }

  /** How many days of the calendar lie between: 1 for the day before, 0 for the same, below zero for a later one. */
  daysSince(earlier: Day): number {
    return Math.round((utc(this) - utc(earlier)) / 86_400_000);
  }

  /** The day so many days later, or earlier for a negative number. */
  plus(days: number): Day {
    const { year, month, day } = DateTime.fromMillis(utc(this), { zone: 'utc' }).plus({ days });
    return new Day(year, month, day);
  }

  /** ISO 8601: `2019-11-12`. Sorts as text in calendar order. */
  toString(): string {
    return `${String(this.year).padStart(4, '0')}-${twoDigits(this.month)}-${twoDigits(this.day)}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

function utc({ year, month, day }: Day): number {
  return DateTime.fromObject({ year, month, day }, { zone: 'utc' }).toMillis();
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
