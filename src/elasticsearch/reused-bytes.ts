/**
 * Memory that is used again and again for what comes and goes in large pieces: left to the garbage collector, freed
 * pieces would be held for long and add up.
 */
export class ReusedBytes {
  private bytes = Buffer.alloc(0);

  /** @param usual bytes that may be kept; what was needed for a larger piece is given back when a smaller one follows. */
  constructor(private readonly usual: number) {}

  /** At least so many bytes, the first `keep` of them as they were. What was handed out before is no longer valid. */
  take(length: number, keep = 0): Buffer {
    const isFitting =
      this.bytes.length >= length && (this.bytes.length <= this.usual || length > this.usual || keep > 0);
    if (isFitting) return this.bytes;
    // Doubled while it is small, so that growing does not copy everything each time.
    const larger = Buffer.allocUnsafeSlow(Math.max(length, keep > 0 ? Math.min(length * 2, length + this.usual) : 0));
    this.bytes.copy(larger, 0, 0, keep);
    this.bytes = larger;
    return larger;
  }
}
