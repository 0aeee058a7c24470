import { DateTime } from 'luxon';

const codes = { Y: 'year', m: 'month', d: 'day', H: 'hour', M: 'minute', S: 'second' } as const;

/** A date that Curator looks for anywhere in a name, by its `timestring`. */
export class CuratorDate {
  private constructor(
    private readonly expression: RegExp,
    private readonly units: readonly (typeof codes)[keyof typeof codes][],
  ) {}

  /** Null for a timestring with codes that logkeep does not read here: weeks, days of the year, years of two digits. */
  static parse(timestring: string): CuratorDate | null {
    const found = [...timestring.matchAll(/%(.?)/g)].map(([, code = '']) => code);
    const known = found.filter((code): code is keyof typeof codes => code in codes);
    if (known.length < found.length || !known.includes('Y') || new Set(known).size < known.length) return null;
    const source = timestring
      .replace(/[\\^$*+?()[\]{}|.-]/g, '\\$&')
      .replace(/%(.)/g, (_, code: string) => (code === 'Y' ? '(\\d{4})' : '(\\d{2})'));
    return new CuratorDate(
      new RegExp(source),
      known.map((code) => codes[code]),
    );
  }

  /** The moment that a name carries, in milliseconds since 1970, UTC; null when it has none, or an impossible one. */
  read(name: string): number | null {
    const match = this.expression.exec(name);
    if (match === null) return null;
    const fields = Object.fromEntries(this.units.map((unit, position) => [unit, Number(match[position + 1])]));
    const moment = DateTime.fromObject(fields, { zone: 'utc' });
    return moment.isValid ? moment.toMillis() : null;
  }
}
