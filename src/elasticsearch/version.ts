/** A server version; qualifiers such as `-SNAPSHOT` do not count. */
export class Version {
  constructor(
    readonly major: number,
    readonly minor: number,
    readonly patch: number,
  ) {}

  /** @throws Error when the text does not start with `x.y.z`. */
  static parse(text: string): Version {
    const match = /^(\d+)\.(\d+)\.(\d+)/.exec(text);
    if (match === null) throw new Error(`"${text}" is not a server version`);
    return new Version(Number(match[1]), Number(match[2]), Number(match[3]));
  }

  compare(other: Version): number {
    return this.major - other.major || this.minor - other.minor || this.patch - other.patch;
  }

  isAtLeast(major: number, minor: number, patch = 0): boolean {
    return this.compare(new Version(major, minor, patch)) >= 0;
  }

  toString(): string {
    return `${this.major}.${this.minor}.${this.patch}`;
  }
}
