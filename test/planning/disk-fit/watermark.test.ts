import fc from 'fast-check';
import { parseServerSize } from '../../../src/planning/disk-fit/server-size';
import { Watermark } from '../../../src/planning/disk-fit/watermark';
import { GB, MB } from './rooms';

test.each([
  ['85%', undefined, 100 * GB, 15 * GB],
  ['0.85', undefined, 100 * GB, 15 * GB],
  ['.5', undefined, 100 * GB, 50 * GB],
  ['92.5%', undefined, 200 * GB, 15 * GB],
  ['100%', undefined, 100 * GB, 0],
  ['500mb', undefined, 100 * GB, 500 * MB],
  ['10gb', '1gb', 100 * GB, 10 * GB],
  ['85%', '-1', 10_000 * GB, 1_500 * GB],
  ['85%', '200GB', 10_000 * GB, 200 * GB],
  ['85%', '200GB', 100 * GB, 15 * GB],
])('%s with a headroom of %s leaves of %d bytes %d free', (text, headroom, total, free) => {
  expect(Watermark.parse(text, headroom).freeBytes(total)).toBe(free);
});

test.each(['', '85', '101%', '1.5', '-5%', 'a lot', '85 %', '10 eggs', '1e3mb', '5%%'])(
  '%j is no watermark',
  (text) => {
    expect(() => Watermark.parse(text)).toThrow(/is not a size that Elasticsearch knows|is no share of a disk/);
  },
);

test('a headroom that is no size is refused', () => {
  expect(() => Watermark.parse('85%', 'plenty')).toThrow('"plenty" is not a size that Elasticsearch knows');
});

test.each([
  ['500mb', 500 * MB],
  ['1g', GB],
  ['1.5GB', 1.5 * GB],
  ['10b', 10],
  ['0', 0],
  ['3tb', 3 * 1024 * GB],
])('%s are %d bytes', (text, bytes) => {
  expect(parseServerSize(text).bytes).toBe(bytes);
});

test('what has to stay free is never more than the volume, and grows with it', () => {
  const shares = fc.integer({ min: 0, max: 100 });
  const totals = fc.integer({ min: 0, max: 2 ** 50 });
  fc.assert(
    fc.property(shares, totals, totals, (share, one, other) => {
      const [smaller, bigger] = one < other ? [one, other] : [other, one];
      const watermark = Watermark.parse(`${share}%`, '200GB');
      expect(watermark.freeBytes(smaller)).toBeLessThanOrEqual(smaller);
      expect(watermark.freeBytes(smaller)).toBeLessThanOrEqual(watermark.freeBytes(bigger));
    }),
  );
});
