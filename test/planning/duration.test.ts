import fc from 'fast-check';
import { formatDuration } from '../../src/planning/duration';

test.each([
  [0, '0 s'],
  [0.04, '0 s'],
  [0.4, '0.4 s'],
  [9.96, '10 s'],
  [12, '12 s'],
  [59.4, '59 s'],
  [59.6, '1 min'],
  [60, '1 min'],
  [200, '3 min 20 s'],
  [3_599.6, '1 h'],
  [3_600, '1 h'],
  [3_605, '1 h'],
  [7_500, '2 h 5 min'],
  [86_399.6, '1 d'],
  [97_200, '1 d 3 h'],
  [172_800 + 59 * 60, '2 d'],
])('%d seconds read as %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

const lengths: Record<string, number> = { s: 1, min: 60, h: 3_600, d: 86_400 };

/** The seconds that a text such as `3 min 20 s` means. */
function secondsIn(text: string): number {
  const words = text.split(' ');
  const amounts = words.filter((_, position) => position % 2 === 0).map(Number);
  return amounts.reduce((sum, amount, position) => sum + amount * (lengths[words[position * 2 + 1] ?? ''] ?? 0), 0);
}

test('what is read is never more, and less by at most one of the smaller unit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 10_000_000 }), (seconds) => {
      const text = formatDuration(seconds);
      const slack = seconds >= 86_400 ? 3_600 : seconds >= 3_600 ? 60 : 1;
      expect(secondsIn(text)).toBeLessThanOrEqual(seconds);
      expect(seconds - secondsIn(text)).toBeLessThan(slack);
    }),
  );
});

test('nobody has to read more than two units', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (seconds) => {
      expect(formatDuration(seconds)).toMatch(/^[\d.]+ (s|min|h|d)( \d+ (s|min|h))?$/);
    }),
  );
});
