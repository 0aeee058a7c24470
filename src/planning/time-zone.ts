import { DateTime, IANAZone } from 'luxon';
import { Day } from './day';

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

  /** The day that it is in this zone at that moment. */
  dayOf(moment: Date): Day {
    const { year, month, day } = this.at(moment);
    return Day.of(year, month, day) as Day;
  }

  /** The moment at which that day is over in this zone: when the next one begins. */
  endOf({ year, month, day }: Day): Date {
    return DateTime.fromObject({ year, month, day }, { zone: this.name }).plus({ days: 1 }).startOf('day').toJSDate();
  }
}
