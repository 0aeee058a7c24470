import { ByteSize } from '../byte-size';

const units = ['b', 'k', 'm', 'g', 't', 'p'];

/**
 * An amount of data as Elasticsearch writes and reads it (ByteSizeValue): `500mb`, `1.5G`, `0`; steps of 1024.
 * @throws Error for anything else.
 */
export function parseServerSize(text: string): ByteSize {
  const [, amount, unit] = /^(\d+(?:\.\d+)?) ?(b|[kmgtp]b?)$/.exec(text.trim().toLowerCase()) ?? [];
  if (text.trim() === '0') return ByteSize.ofBytes(0);
  const bytes = Math.floor(Number(amount) * 1024 ** units.indexOf(unit?.charAt(0) ?? ''));
  if (unit !== undefined && Number.isSafeInteger(bytes)) return ByteSize.ofBytes(bytes);
  throw new Error(`"${text}" is not a size that Elasticsearch knows, such as 500mb`);
}
