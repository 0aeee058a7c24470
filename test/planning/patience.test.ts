import fc from 'fast-check';
import { pollPause, sliceLength } from '../../src/planning/patience';

test('slices of a long wait grow from seconds to five minutes', () => {
  expect([0, 1, 2, 3, 6, 7, 5_000].map(sliceLength)).toEqual([
    5_000, 10_000, 20_000, 40_000, 300_000, 300_000, 300_000,
  ]);
});

test('a wait of a day costs fewer than 300 slices', () => {
  let waited = 0;
  let slices = 0;
  for (; waited < 86_400_000; slices += 1) waited += sliceLength(slices);
  expect(slices).toBeLessThan(300);
});

test('looking never pauses for less than 50 ms, for more than 5 s, or for more than a tenth of a longer wait', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e9 }), (waited) => {
      const pause = pollPause(waited);
      expect(pause).toBeGreaterThanOrEqual(50);
      expect(pause).toBeLessThanOrEqual(Math.min(5_000, Math.max(50, waited / 10)));
    }),
  );
});
