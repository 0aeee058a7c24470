import { CalendarPattern } from './calendar-pattern';
import type { TimeZone } from './time-zone';

/** How a cluster names its snapshots, for example `snapshot-%Y%m%d%H%M%S`, read in the cluster's time zone. */
export class SnapshotNaming {
  private readonly pattern: CalendarPattern;

  /**
   * @throws Error when a name would not be unique to the second or not be allowed by Elasticsearch
   * (lower case, no spaces, commas, `#`, or leading `_`: SnapshotsService.validate, 6.7).
   */
  constructor(
    readonly text: string,
    private readonly zone: TimeZone,
  ) {
    this.pattern = new CalendarPattern(text);
    const literal = text.replace(/%./g, '');
    if (literal !== literal.toLowerCase() || /[\s,#*?"<>|\\/]/.test(literal) || text.startsWith('_')) {
      throw new Error(`"${text}" cannot name snapshots: use lower case without spaces, commas, #, or a leading _`);
    }
    if (this.pattern.units.length !== 6) {
      throw new Error(`"${text}" must contain %Y %m %d %H %M %S once each, so that two runs never share a name`);
    }
  }

  nameAt(moment: Date): string {
    const { year, month, day, hour, minute, second } = this.zone.at(moment);
    return this.pattern.render({ year, month, day, hour, minute, second });
  }

  /** The moment that a name says, or null for a name that was not made from this pattern. In a doubled hour the first. */
  momentOf(name: string): Date | null {
    const fields = this.pattern.read(name);
    return fields === null ? null : this.zone.momentOf(fields);
  }

  /** The names of that second and the nine after it, for when another run has taken the first. */
  namesFrom(moment: Date): string[] {
    return Array.from({ length: 10 }, (_, second) => this.nameAt(new Date(moment.getTime() + second * 1000)));
  }
}
