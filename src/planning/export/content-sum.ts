const words = 8;

/**
 * What a set of documents holds, in one number that does not depend on their order: the SHA-256 digests of their lines,
 * added up modulo 2^256. Two equal documents count twice, where an exclusive or would lose them.
 */
export class ContentSum {
  private readonly state = new Uint32Array(words);

  /** @param digest 32 bytes. */
  add(digest: Uint8Array): void {
    const { state } = this;
    let carry = 0;
    for (let word = words - 1; word >= 0; word -= 1) {
      const at = word * 4;
      const part =
        (digest[at] ?? 0) * 0x1000000 +
        (((digest[at + 1] ?? 0) << 16) | ((digest[at + 2] ?? 0) << 8)) +
        (digest[at + 3] ?? 0);
      const sum = (state[word] ?? 0) + part + carry;
      state[word] = sum;
      carry = sum > 0xffffffff ? 1 : 0;
    }
  }

  /** 64 hexadecimal digits. */
  toString(): string {
    return [...this.state].map((word) => word.toString(16).padStart(8, '0')).join('');
  }

  /** The sum of sums that `toString` gave. */
  static total(sums: Iterable<string>): string {
    const whole = new ContentSum();
    for (const sum of sums) whole.add(bytesOf(sum));
    return whole.toString();
  }
}

function bytesOf(sum: string): Uint8Array {
  return Uint8Array.from({ length: words * 4 }, (_, at) => parseInt(sum.slice(at * 2, at * 2 + 2), 16));
}
