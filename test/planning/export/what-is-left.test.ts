import fc from 'fast-check';
import type { Range, ShardExtent } from '../../../src/planning/export/manifest';
import { cutForReaders, whatIsLeft } from '../../../src/planning/export/what-is-left';

const numbersOf = (ranges: readonly Range[]) =>
  ranges.flatMap(({ shard, from, to }) => Array.from({ length: to - from + 1 }, (_, at) => `${shard}/${from + at}`));
const extent = (shard: number, last: number): ShardExtent => ({ shard, last, documents: last + 1 });

/** Every number of a few shards, each done or not. */
const doneOrNot = fc.array(fc.array(fc.boolean(), { maxLength: 40 }), { maxLength: 4 });

test('every number is left or in a part, and none is both', () => {
  fc.assert(
    fc.property(doneOrNot, (shards) => {
      const extents = shards.map((numbers, shard) => extent(shard, numbers.length - 1));
      const pick = (wanted: boolean) =>
        shards.flatMap((numbers, shard) => numbers.flatMap((done, at) => (done === wanted ? [`${shard}/${at}`] : [])));
      const parts = shards.flatMap((numbers, shard) =>
        numbers.flatMap((done, at) => (done ? [{ shard, from: at, to: at }] : [])),
      );
      expect(numbersOf(whatIsLeft(extents, parts))).toEqual(pick(false));
    }),
  );
});

test('an empty shard has nothing left', () => {
  expect(whatIsLeft([extent(0, -1)], [])).toEqual([]);
});

test('cutting loses no number and doubles none', () => {
  const ranges = fc.array(fc.record({ shard: fc.nat(3), from: fc.nat(1e9), length: fc.integer({ min: 1, max: 3e6 }) }));
  fc.assert(
    fc.property(ranges, fc.integer({ min: 1, max: 8 }), (list, readers) => {
      for (const { shard, from, length } of list) {
        const cuts = cutForReaders([{ shard, from, to: from + length - 1 }], readers);
        expect(cuts[0]?.from).toBe(from);
        expect(cuts.at(-1)?.to).toBe(from + length - 1);
        cuts.slice(1).forEach((cut, at) => expect(cut.from).toBe((cuts[at]?.to ?? NaN) + 1));
      }
    }),
  );
});

test('one large shard keeps several readers busy', () => {
  expect(cutForReaders([{ shard: 0, from: 0, to: 99_999 }], 2)).toHaveLength(4);
  expect(cutForReaders([{ shard: 0, from: 0, to: 9_999_999 }], 2)).toHaveLength(20);
});
