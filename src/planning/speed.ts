import { ByteSize } from './byte-size';

/** Below this, a restore of a day takes weeks: somebody meant another unit. */
const slowest = ByteSize.parse('1kB');

/**
 * A limit on what a restore copies, for each node and second. Reads what `ByteSize` reads, and with `/s` after it.
 * @throws Error for nothing at all, which Elasticsearch takes for no limit.
 */
export function parseSpeed(text: string): ByteSize {
  const speed = ByteSize.parse(text.replace(/ ?\/ ?s$/, ''));
  if (speed.bytes >= slowest.bytes) return speed;
  throw new Error(`"${text}" is no speed: give at least ${slowest.toString()} a second, such as 20MB`);
}

/** As Elasticsearch reads and repeats it. */
export function speedSetting({ bytes }: ByteSize): string {
  return `${bytes}b`;
}
