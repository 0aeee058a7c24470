const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** An amount of data. Immutable; whole bytes, so that nothing is rounded until a person reads it. */
export class ByteSize {
  private constructor(readonly bytes: number) {}

  /** @throws RangeError when the amount is negative or not a whole number. */
  static ofBytes(bytes: number): ByteSize {
    if (!Number.isSafeInteger(bytes) || bytes < 0) throw new RangeError(`${bytes} is not an amount of bytes`);
    return new ByteSize(bytes);
  }

  /**
   * What a person wrote: `500MB`, `5GiB`, `1.5 TB`. Both spellings are steps of 1024, as `toString` and Elasticsearch count.
   * @throws Error without a unit, and for units that may mean something else: `G`, `g`, `gb` and `Gb` (bits).
   */
  static parse(text: string): ByteSize {
    const [, amount, unit = ''] = /^(\d+(?:\.\d+)?) ?([A-Za-z]+)$/.exec(text) ?? [];
    const power = units.findIndex((known, steps) => unit === known || (steps > 0 && unit === binaryName(known)));
    const bytes = Math.round(Number(amount) * 1024 ** power);
    if (power >= 0 && Number.isSafeInteger(bytes)) return new ByteSize(bytes);
    throw new Error(`"${text}" is not a size: write a number with its unit, such as 5GiB or 500MB (steps of 1024)`);
  }

  /** For people: `1.4 GB`, in steps of 1024 as Elasticsearch counts. */
  toString(): string {
    let amount = this.bytes;
    let unit = 0;
    // From 1023.5 on, the number would be printed as 1024.
    while (amount >= (unit === 0 ? 1024 : 1023.5) && unit < units.length - 1) {
      amount /= 1024;
      unit += 1;
    }
    const digits = unit === 0 || amount >= 99.95 ? 0 : 1;
    return `${amount.toFixed(digits)} ${units[unit] ?? 'B'}`;
  }
}

/** `GB` → `GiB`. */
function binaryName(unit: string): string {
  return `${unit.charAt(0).toUpperCase()}iB`;
}
