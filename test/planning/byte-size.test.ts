import fc from 'fast-check';
import { ByteSize } from '../../src/planning/byte-size';

const MiB = 1024 ** 2;

test.each([
  [0, '0 B'],
  [1, '1 B'],
  [1023, '1023 B'],
  [1024, '1.0 kB'],
  [1536, '1.5 kB'],
  [102_400, '100 kB'],
  [102_399, '100 kB'],
  [MiB - 1, '1.0 MB'],
  [MiB, '1.0 MB'],
  [1.4 * 1024 * MiB, '1.4 GB'],
  [512 * 1024 * MiB, '512 GB'],
  [2 * MiB * MiB, '2.0 TB'],
  [Number.MAX_SAFE_INTEGER, '8.0 PB'],
])('%d bytes read as %s', (bytes, text) => {
  expect(ByteSize.ofBytes(Math.floor(bytes)).toString()).toBe(text);
});

test('the number before a unit is never as large as the next unit', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), (bytes) => {
      expect(Number.parseFloat(ByteSize.ofBytes(bytes).toString())).toBeLessThan(1024);
    }),
  );
});

test('what is read is within a twentieth of what is meant', () => {
  const steps: Record<string, number> = {
    B: 1,
    kB: 1024,
    MB: MiB,
    GB: 1024 * MiB,
    TB: MiB * MiB,
    PB: 1024 * MiB * MiB,
  };
  fc.assert(
    fc.property(fc.maxSafeNat(), (bytes) => {
      const [amount = '', unit = ''] = ByteSize.ofBytes(bytes).toString().split(' ');
      expect(Math.abs(Number(amount) * (steps[unit] ?? Number.NaN) - bytes)).toBeLessThanOrEqual(bytes / 20);
    }),
  );
});

test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER + 1])(
  '%d is not an amount of bytes',
  (bytes) => {
    expect(() => ByteSize.ofBytes(bytes)).toThrow(RangeError);
  },
);

test.each([
  ['0B', 0],
  ['1 B', 1],
  ['1kB', 1024],
  ['1KiB', 1024],
  ['500MB', 500 * MiB],
  ['500 MiB', 500 * MiB],
  ['1.5GiB', 1536 * MiB],
  ['5GB', 5 * 1024 * MiB],
  ['2TB', 2 * MiB * MiB],
  ['1PiB', 1024 * MiB * MiB],
  ['0.3kB', 307],
])('%s are %d bytes', (text, bytes) => {
  expect(ByteSize.parse(text).bytes).toBe(bytes);
});

test.each([
  '',
  '5',
  'GB',
  '5G',
  '5g',
  '5Gi',
  '5gb',
  '5Gb',
  '5KB',
  '5kiB',
  '5  GB',
  '-5GB',
  '+5GB',
  '5,5GB',
  '.5GB',
  '5e3MB',
  '9000PB',
  '5BiB',
])('%j may mean something else, or nothing', (text) => {
  expect(() => ByteSize.parse(text)).toThrow(`"${text}" is not a size: write a number with its unit, such as 5GiB`);
});

test('what is printed can be written', () => {
  fc.assert(
    fc.property(fc.nat({ max: 1024 * MiB * MiB }), (bytes) => {
      const printed = ByteSize.ofBytes(bytes).toString();
      expect(ByteSize.parse(printed).toString()).toBe(printed);
    }),
  );
});
