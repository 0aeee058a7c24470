import { DateTime, IANAZone } from 'luxon';

/** An IANA time zone, for example `Asia/Shanghai`. */
export class TimeZone {
  private constructor(readonly name: string) {}

  /** @throws Error when the name is not in the IANA database. */
  static parse(name: string): TimeZone {
    // Node also takes offsets such as +08:00, which Temporal's schedules do not.
    if (!IANAZone.isValidZone(name) || /^[-+]/.test(name)) {
      throw new Error(`"${name}" is not a time zone: use an IANA name such as Asia/Shanghai or UTC`);
    }
    return new TimeZone(name);
  }

  /** The clock on the wall in this zone at that moment. */
  at(moment: Date): DateTime {
    return DateTime.fromJSDate(moment, { zone: this.name });
  }
}
