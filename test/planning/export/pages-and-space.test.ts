import fc from 'fast-check';
import { spaceProblem } from '../../../src/planning/export/enough-space';
import { narrowed, nextPage, smallerPage } from '../../../src/planning/export/page-size';

const limits = { wanted: 2_000_000, most: 10_000 };
const MiB = 1024 ** 2;

test.each([
  ['small documents: grows, four times at most', 500, 100_000, 2_000],
  ['as many as fit', 2_000, 1_000_000, 4_000],
  ['never more than the server gives', 9_000, 1_000_000, 10_000],
  ['larger ones than before: at once fewer', 2_000, 8_000_000, 500],
  ['a document that fills an answer alone', 1, 90_000_000, 1],
  ['numbers whose documents are gone', 500, 150, 2_000],
])('the next page, %s', (_, asked, bytes, expected) => {
  expect(nextPage(asked, bytes, limits)).toBe(expected);
});

test('an answer that was too large leads to a single document in the end', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 10_000 }), (asked) => {
      const sizes: number[] = [];
      for (let size: number | null = asked; size !== null; size = smallerPage(size)) sizes.push(size);
      expect(sizes.at(-1)).toBe(1);
      expect(sizes.length).toBeLessThan(8);
    }),
  );
});

test.each([
  ['fits as a whole', { from: 100, to: 599 }, 100, 10_000, 599],
  ['is a little too long for one file', { from: 0, to: 1_499 }, 100, 100_000, 1_499],
  ['is far too long', { from: 1_000, to: 24_999 }, 100, 1_000_000, 1_099],
  ['has documents that fill a file each', { from: 5, to: 24_999 }, 1, 90 * MiB, 5],
])('a range that %s', (_, range, asked, bytes, to) => {
  expect(narrowed(range, asked, bytes, 1_000_000)).toEqual({ from: range.from, to });
});

const half = { documents: 200_000, documentsDone: 100_000, written: 1_000 * MiB };

test.each([
  ['there is room', { ...half, free: 2_000 * MiB }, null],
  ['the rest would not fit', { ...half, free: 1_000 * MiB }, /about 1000 MB more are needed, and 1000 MB are free/],
  ['the disk is all but full', { ...half, documentsDone: 0, written: 0, free: 10 * MiB }, /only 10.0 MB are free/],
  ['too little is written to tell', { ...half, documentsDone: 10, written: 10 * MiB, free: 100 * MiB }, null],
])('%s', (_, space, expected) => {
  const problem = spaceProblem(space);
  if (expected === null) expect(problem).toBeNull();
  else expect(problem).toMatch(expected);
});
