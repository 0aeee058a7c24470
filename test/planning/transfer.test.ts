import fc from 'fast-check';
import { describeTransfer, withRate } from '../../src/planning/transfer';
import type { Transfer } from '../../src/planning/transfer';

const MiB = 1024 ** 2;
const half: Transfer = { shardsDone: 12, shardsTotal: 55, bytesDone: 600 * MiB, bytesTotal: 1200 * MiB };

test.each<[string, Transfer]>([
  ['12 of 55 shards, 600 MB of 1.2 GB', half],
  ['12 of 55 shards, 600 MB of 1.2 GB, 80.0 MB/s, 2 min left', { ...half, bytesPerSecond: 80 * MiB, secondsLeft: 120 }],
  ['12 of 55 shards, 600 MB of 1.2 GB, 80.0 MB/s', { ...half, bytesPerSecond: 80 * MiB, secondsLeft: 0 }],
  ['5 of 5 shards', { shardsDone: 5, shardsTotal: 5, bytesDone: 0, bytesTotal: 0 }],
])('a transfer reads as "%s"', (text, transfer) => {
  expect(describeTransfer(transfer)).toBe(text);
});

test('half of the data after ten minutes leaves another ten', () => {
  const { bytesPerSecond, secondsLeft } = withRate(half, { at: 0, bytesDone: 0 }, 600_000);
  expect({ bytesPerSecond, secondsLeft }).toEqual({ bytesPerSecond: MiB, secondsLeft: 600 });
});

test('what was there before the first sample does not count as speed', () => {
  const { bytesPerSecond } = withRate(half, { at: 0, bytesDone: 590 * MiB }, 10_000);
  expect(bytesPerSecond).toBe(MiB);
});

test.each([
  ['nothing has moved', { at: 0, bytesDone: 600 * MiB }, 10_000],
  ['it counts less than before', { at: 0, bytesDone: 700 * MiB }, 10_000],
  ['no time has passed', { at: 10_000, bytesDone: 0 }, 10_000],
  ['the clock went back', { at: 10_000, bytesDone: 0 }, 5_000],
])('no rate is claimed when %s', (_, first, now) => {
  expect(withRate(half, first, now)).toEqual(half);
});

test('a rate always gives a finite, whole and not negative time that can be shown', () => {
  const amount = fc.integer({ min: 0, max: 2 ** 50 });
  fc.assert(
    fc.property(amount, amount, amount, fc.integer({ min: 1_000, max: 1e9 }), (bytesDone, bytesTotal, before, now) => {
      const transfer = withRate({ ...half, bytesDone, bytesTotal }, { at: 0, bytesDone: before }, now);
      const { bytesPerSecond = 0, secondsLeft = 0 } = transfer;
      expect(Number.isSafeInteger(bytesPerSecond) && bytesPerSecond >= 0).toBe(true);
      expect(secondsLeft).toBeGreaterThanOrEqual(0);
      expect(describeTransfer(transfer)).not.toMatch(/NaN|Infinity|undefined|-/);
    }),
  );
});
