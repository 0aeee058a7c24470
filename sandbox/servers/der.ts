/** The few parts of ASN.1's DER encoding (ITU-T X.690) that a certificate is made of. */

export const sequence = (...parts: Buffer[]): Buffer => value(0x30, ...parts);
export const set = (...parts: Buffer[]): Buffer => value(0x31, ...parts);
export const integer = (bytes: Buffer): Buffer => value(0x02, bytes);
export const boolean = (on: boolean): Buffer => value(0x01, Buffer.of(on ? 0xff : 0));
export const octetString = (bytes: Buffer): Buffer => value(0x04, bytes);
export const utf8 = (text: string): Buffer => value(0x0c, Buffer.from(text));

/** `unusedBits` are the last bits of the last byte that do not count. */
export const bitString = (bytes: Buffer, unusedBits = 0): Buffer => value(0x03, Buffer.of(unusedBits), bytes);

/** GeneralizedTime, to the second; RFC 5280 wants it only from 2050 on, and UTCTime before. */
export function time(date: Date): Buffer {
  const digits = date.toISOString().replace(/[-:T]|\..*$/g, '');
  return date.getUTCFullYear() < 2050
    ? value(0x17, Buffer.from(`${digits.slice(2)}Z`))
    : value(0x18, Buffer.from(`${digits}Z`));
}

/** "2.5.4.3" and the like. */
export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return value(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

/** A context-specific tag: around other values when `constructed`, otherwise directly around bytes. */
export function contextTag(tag: number, content: Buffer, constructed = true): Buffer {
  return value((constructed ? 0xa0 : 0x80) | tag, content);
}

/** The four bytes of an IPv4 address. */
export function ipAddress(text: string): Buffer {
  return Buffer.from(text.split('.').map(Number));
}

function value(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(tag), length(content.length), content]);
}

function length(count: number): Buffer {
  if (count < 0x80) return Buffer.of(count);
  return count < 0x100 ? Buffer.of(0x81, count) : Buffer.of(0x82, count >> 8, count & 0xff);
}

function base128(number: number): number[] {
  const digits = [number & 0x7f];
  for (let rest = number >> 7; rest > 0; rest >>= 7) digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}
