import { CalendarPattern } from './calendar-pattern';
import { Day } from './day';

/** How a cluster names its daily indices, for example `ks-logstash-log-%Y.%m.%d`. */
export class IndexPattern {
  private readonly pattern: CalendarPattern;

  /** @throws Error unless the pattern starts with a literal prefix and has exactly %Y, %m and %d. */
  constructor(readonly text: string) {
    this.pattern = new CalendarPattern(text);
    if (this.pattern.prefix === '') {
      throw new Error(`"${text}" has no text before its first code: without a prefix it could match any index`);
    }
    if ([...this.pattern.units].sort().join() !== 'day,month,year') {
      throw new Error(`"${text}" must contain %Y, %m and %d once each, and no other code`);
    }
    if (/[*,\s"\\<|>?#/]|[A-Z]/.test(text.replace(/%./g, ''))) {
      throw new Error(`"${text}" contains a character that index names cannot have`);
    }
  }

  /** The expression that asks Elasticsearch for all indices that may be daily ones; `dayOf` then decides. */
  get wildcard(): string {
    return `${this.pattern.prefix}*`;
  }

  indexOf(day: Day): string {
    return this.pattern.render({ year: day.year, month: day.month, day: day.day, hour: 0, minute: 0, second: 0 });
  }

  /** The day that an index holds, or null for an index that is not a daily one of this pattern. */
  dayOf(index: string): Day | null {
    const fields = this.pattern.read(index);
    if (fields === null) return null;
    return Day.of(fields.year ?? 0, fields.month ?? 0, fields.day ?? 0);
  }
}
