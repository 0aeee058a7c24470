import { DateTime } from 'luxon';
import type { TimeSpan } from './time-span';

const prefix = 'logkeep-expires-';
/** Sorts as text, and has no character that the name of an alias may not have. Always UTC. */
const stamp = "yyyy.MM.dd-HH.mm.ss'z'";

/** When a restored index goes again, to the second, or never. Immutable. */
export class Expiry {
  static readonly never = new Expiry(null);

  /** @param moment milliseconds since 1970; null is never. */
  private constructor(private readonly moment: number | null) {}

  /** At the first whole second that is not before the moment. @throws RangeError beyond the years that a name can tell. */
  static at(moment: Date): Expiry {
    const whole = Math.ceil(moment.getTime() / 1000) * 1000;
    if (!(whole >= 0 && whole <= latest)) throw new RangeError(`${String(moment)} is no moment from 1970 to 9999`);
    return new Expiry(whole);
  }

  static after(span: TimeSpan | 'never', from: Date): Expiry {
    return span === 'never' ? Expiry.never : Expiry.at(new Date(from.getTime() + span.milliseconds));
  }

  /** Reads what `toString` writes. @throws Error for anything else. */
  static parse(text: string): Expiry {
    if (text === 'never') return Expiry.never;
    const moment = Date.parse(text);
    if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) && Number.isFinite(moment)) return Expiry.at(new Date(moment));
    throw new Error(`"${text}" is no expiry: write never, or a moment such as 2026-12-07T08:15:00Z`);
  }

  /** What the name of an alias says; null when it says nothing that can be understood for certain. */
  static ofAlias(name: string): Expiry | null {
    if (name === Expiry.never.alias) return Expiry.never;
    if (!name.startsWith(prefix)) return null;
    const read = DateTime.fromFormat(name.slice(prefix.length), stamp, { zone: 'utc' });
    if (!read.isValid || read.toMillis() < 0) return null;
    const expiry = new Expiry(read.toMillis());
    // Parsers are lenient in ways that nobody knows by heart.
    return expiry.alias === name ? expiry : null;
  }

  /** Whether the name is meant to be one of these, legible or not. */
  static isAlias(name: string): boolean {
    return name.startsWith(prefix);
  }

  /** The name of the alias that marks an index with it: `logkeep-expires-2026.12.07-08.15.00z`. */
  get alias(): string {
    const { moment } = this;
    const text = moment === null ? 'never' : DateTime.fromMillis(moment, { zone: 'utc' }).toFormat(stamp);
    return `${prefix}${text}`;
  }

  get isNever(): boolean {
    return this.moment === null;
  }

  /** Milliseconds since 1970; Infinity for never. */
  get milliseconds(): number {
    return this.moment ?? Infinity;
  }

  isOver(now: Date): boolean {
    return this.milliseconds <= now.getTime();
  }

  /** The one that lets an index stay longer. */
  later(other: Expiry): Expiry {
    return other.milliseconds > this.milliseconds ? other : this;
  }

  /** ISO 8601 in UTC, `2026-12-07T08:15:00Z`, or `never`. */
  toString(): string {
    return this.moment === null ? 'never' : new Date(this.moment).toISOString().replace('.000Z', 'Z');
  }

  toJSON(): string {
    return this.toString();
  }
}

const latest = Date.UTC(9999, 11, 31, 23, 59, 59);
