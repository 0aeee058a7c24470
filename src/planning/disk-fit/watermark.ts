import { parseServerSize } from './server-size';

/**
 * How much of a volume has to stay free, as Elasticsearch writes it: the share that may be used (`85%`, `0.85`) or what
 * has to stay free (`500mb`). Immutable.
 */
export class Watermark {
  private constructor(
    readonly text: string,
    private readonly freeOf: (totalBytes: number) => number,
  ) {}

  /**
   * @param headroom the most that a share may ask to stay free (`max_headroom`, from 8.5); `-1` is no limit.
   * @throws Error for anything that Elasticsearch would refuse, too.
   */
  static parse(text: string, headroom = '-1'): Watermark {
    const used = parseShare(text);
    if (used === null) {
      const { bytes } = parseServerSize(text);
      return new Watermark(text, () => bytes);
    }
    const most = headroom === '-1' ? Infinity : parseServerSize(headroom).bytes;
    return new Watermark(text, (totalBytes) => Math.min(totalBytes * (1 - used), most));
  }

  /** What has to stay free of a volume of that size, in bytes. */
  freeBytes(totalBytes: number): number {
    return Math.round(this.freeOf(totalBytes));
  }
}

/** The share of a volume that may be used, from 0 to 1; null for a text that is no share. */
function parseShare(text: string): number | null {
  const [, percent] = /^(\d+(?:\.\d+)?)%$/.exec(text) ?? [];
  const [, ratio] = /^(\d*\.\d+|[01])$/.exec(text) ?? [];
  if (percent === undefined && ratio === undefined) return null;
  const share = percent === undefined ? Number(ratio) : Number(percent) / 100;
  if (share > 1) throw new Error(`"${text}" is no share of a disk: it is more than the whole`);
  // A plain 0 is an amount of bytes, and to Elasticsearch a share of 0, which is the same nonsense: nothing may be used.
  return share;
}
