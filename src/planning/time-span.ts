const units = { s: 1, min: 60, h: 3_600, d: 86_400, w: 604_800 } as const;
type Unit = keyof typeof units;

/** Weeks are read, but not printed: `42d` is sooner compared with an age in days than `6w`. */
const printed: readonly Unit[] = ['d', 'h', 'min', 's'];
const longest = 36_525 * units.d;
const example = 'write a whole number and a unit, such as 90s, 30min, 26h, 7d or 6w';

/** A length of time as the file says it. Immutable, in whole seconds; a day is 24 hours, whatever the clocks do. */
export class TimeSpan {
  private constructor(readonly seconds: number) {}

  /** @throws RangeError when the amount is not a whole number of seconds between one and those of a hundred years. */
  static ofSeconds(seconds: number): TimeSpan {
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > longest)
      throw new RangeError(`${seconds} s is not a length of time: it must be whole seconds, from 1 to a hundred years`);
    return new TimeSpan(seconds);
  }

  /**
   * Reads `90s`, `30min`, `26h`, `7d` or `6w`.
   * @throws Error when the text could be read in two ways (`5m`, `5`), would be rounded, or is no length of time.
   */
  static parse(text: string): TimeSpan {
    const [, amount = '', word = ''] = /^(\d+(?:[.,]\d+)?) ?([A-Za-z]*)$/.exec(text) ?? [];
    const no = (reason: string) => new Error(`"${text}" is not a length of time: ${reason}`);
    if (amount === '') throw no(example);
    if (word === '') throw no(`it has no unit, ${example}`);
    if (/^(m|mo|mon|months?|y|yrs?|years?)$/i.test(word)) throw no(ambiguity(word, amount));
    if (!Object.hasOwn(units, word)) throw no(`the units are ${Object.keys(units).join(', ')}; ${example}`);
    if (!/^\d+$/.test(amount)) throw no('it has a fraction, use a smaller unit');
    const seconds = Number(amount) * units[word as Unit];
    if (seconds === 0) throw no('it must be longer than nothing');
    if (seconds > longest) throw no('it is longer than a hundred years');
    return new TimeSpan(seconds);
  }

  get milliseconds(): number {
    return this.seconds * 1000;
  }

  /** @throws RangeError when both together are longer than a hundred years. */
  plus(other: TimeSpan): TimeSpan {
    return TimeSpan.ofSeconds(this.seconds + other.seconds);
  }

  /** Below zero when this one is the shorter, zero when they are the same length: for `sort`. */
  compareTo(other: TimeSpan): number {
    return this.seconds - other.seconds;
  }

  /** In the largest unit that loses nothing: `90s`, `30min`, `26h`, `7d`. `parse` reads it back. */
  toString(): string {
    const unit = printed.find((each) => this.seconds % units[each] === 0) ?? 's';
    return `${this.seconds / units[unit]}${unit}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

function ambiguity(word: string, amount: string): string {
  if (word === 'm') return `m could be minutes or months, write ${amount}min, or days`;
  return 'months and years differ in length, use days (d) or weeks (w)';
}
