import { CalendarPattern } from './calendar-pattern';
import { Day } from './day';

/** How a cluster names its daily indices, for example `ks-logstash-log-%Y.%m.%d`. */
export class IndexPattern {
  private readonly pattern: CalendarPattern;

  /**
   * @throws Error unless the pattern starts with a literal prefix, has exactly %Y, %m and %d, and makes names that
   * Elasticsearch allows (MetaDataCreateIndexService.validateIndexOrAliasName, 6.7; no colon, from 7.0).
   */
  constructor(readonly text: string) {
    this.pattern = new CalendarPattern(text);
    if (this.pattern.prefix === '') {
      throw new Error(`"${text}" has no text before its first code: without a prefix it could match any index`);
    }
    if ([...this.pattern.units].sort().join() !== 'day,month,year') {
      throw new Error(`"${text}" must contain %Y, %m and %d once each, and no other code`);
    }
    const literal = text.replace(/%./g, '');
    if (literal !== literal.toLowerCase() || /[*,\s"\\<|>?#/:]/.test(literal)) {
      throw new Error(`"${text}" contains a character that index names cannot have`);
    }
    // In an expression a leading - would mean "but not these".
    if (/^[-_+]/.test(text)) throw new Error(`"${text}" starts with ${text.charAt(0)}, which index names cannot`);
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
