import { DateTime, IANAZone } from 'luxon';
import type { CalendarFields } from './calendar-pattern';
import { Day } from './day';
import type { TimeSpan } from './time-span';

/** An IANA time zone, for example `Asia/Shanghai`. */
export class TimeZone {
  private constructor(readonly name: string) {}

  /** @throws Error when the name is not in the IANA database, exactly as it is written there. */
  static parse(name: string): TimeZone {
    // Node also takes offsets such as +08:00, which Temporal's schedules do not.
    if (!IANAZone.isValidZone(name) || /^[-+]/.test(name)) {
      throw new Error(`"${name}" is not a time zone: use an IANA name such as Asia/Shanghai or UTC`);
    }
    const canonical = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
    // Node takes a name in any case; Temporal's schedules look for a file of exactly that name.
    if (name !== canonical && name.toLowerCase() === canonical.toLowerCase()) {
      throw new Error(`"${name}" is not a time zone, did you mean "${canonical}"?`);
    }
    // An alias (Asia/Kolkata, PRC) has another canonical name, so its own spelling is known only by this rule.
    if (!name.split('/').every((part) => /^[A-Z]/.test(part))) {
      throw new Error(`"${name}" is not a time zone: IANA names have capital letters, such as Asia/Shanghai or UTC`);
    }
    return new TimeZone(name);
  }

  /** The clock on the wall in this zone at that moment. */
  at(moment: Date): DateTime {
    return DateTime.fromJSDate(moment, { zone: this.name });
  }

  /** The moment at which the clock on the wall shows these fields, or null when the calendar has no such moment. */
  momentOf(fields: CalendarFields): Date | null {
    const moment = DateTime.fromObject(fields, { zone: this.name });
    return moment.isValid ? moment.toJSDate() : null;
  }

  /** The moment at which that day begins in this zone. */
  startOf({ year, month, day }: Day): Date {
    return DateTime.fromObject({ year, month, day }, { zone: this.name }).startOf('day').toJSDate();
  }

  /** The moment at which that day is over in this zone: when the next one begins. */
  endOf({ year, month, day }: Day): Date {
    return DateTime.fromObject({ year, month, day }, { zone: this.name }).plus({ days: 1 }).startOf('day').toJSDate();
  }

  /** The calendar day that it is in this zone at that moment. */
  dayAt(moment: Date): Day {
    const { year, month, day } = this.at(moment);
    // The calendar has every day that a clock shows.
    return Day.of(year, month, day) as Day;
  }

  /** The moment that long before another. Whole days are days of the calendar, so that a change of the clocks moves nothing. */
  before(moment: Date, span: TimeSpan): Date {
    const days = span.seconds / 86_400;
    const back = Number.isInteger(days) ? { days } : { seconds: span.seconds };
    return this.at(moment).minus(back).toJSDate();
  }
}
