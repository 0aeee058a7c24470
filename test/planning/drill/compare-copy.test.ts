import fc from 'fast-check';
import { compareCopy } from '../../../src/planning/drill/compare-copy';
import type { RestoredCopy } from '../../../src/planning/drill/compare-copy';
import type { LedgerLine } from '../../../src/planning/ledger';

const sample = [
  { id: 'one', sha256: 'aa' },
  { id: 'two', sha256: 'bb' },
];
const line: LedgerLine = {
  ...{ name: 'logs', uuid: 'u', documents: 1000, bytes: 9, shards: 5, operations: 1000 },
  ...{ sealed: true, sample },
};
const copy: RestoredCopy = { documents: 1000, shards: 5, operations: 1000, found: sample };
const open = { ...line, sealed: false };

test.each<[string, LedgerLine, RestoredCopy]>([
  ['all of it', line, copy],
  ['all of an index that could still be written to', open, copy],
  ['a ledger without a sample', (({ sample: _, ...rest }) => rest)(line), copy],
  ['more, of an index that was being written', open, { ...copy, documents: 1010, operations: 1005 }],
  ['fewer, of an index that was written to as often since', open, { ...copy, documents: 990, operations: 1010 }],
  ['a document less of the sample, of such an index', open, { ...copy, operations: 1001, found: sample.slice(1) }],
  ['two documents of one ID', line, { ...copy, found: [...sample, { id: 'one', sha256: 'cc' }] }],
])('%s is proven', (_, known, found) => {
  expect(compareCopy(known, found)).toEqual({
    outcome: 'proven',
    reasons: [],
    sampled: known.sample?.length ?? 0,
  });
});

test.each<[string, LedgerLine, RestoredCopy, RegExp[]]>([
  ['a document less', line, { ...copy, documents: 999 }, [/has 999 documents, not the 1,000/]],
  ['a document more of a sealed index', line, { ...copy, documents: 1001 }, [/has 1,001 documents/]],
  ['another operation', line, { ...copy, operations: 1001 }, [/of 1,001 operations, not of the 1,000/]],
  ['other shards', line, { ...copy, shards: 1 }, [/has 1 shard, not 5/]],
  [
    'a lost document of the sample',
    line,
    { ...copy, found: sample.slice(1) },
    [/lacks 1 document of the sample: one$/],
  ],
  [
    'another document of the sample',
    line,
    {
      ...copy,
      found: [
        { id: 'one', sha256: 'zz' },
        { id: 'two', sha256: 'zz' },
      ],
    },
    [/2 documents of the sample say something else in the copy: one, two/],
  ],
  ['fewer than can have gone since', open, { ...copy, documents: 989, operations: 1010 }, [/has 989 documents/]],
  ['fewer operations', open, { ...copy, operations: 999 }, [/of 999 operations/]],
  [
    'nothing at all',
    line,
    { documents: 0, shards: 5, operations: 0, found: [] },
    [/0 documents/, /0 operations/, /lacks 2/],
  ],
])('%s differs', (_, known, found, reasons) => {
  const verdict = compareCopy(known, found);
  expect(verdict.outcome).toBe('differs');
  expect(verdict.reasons).toEqual(reasons.map((reason) => expect.stringMatching(reason) as string));
});

test('what nobody has written down is not comparable', () => {
  expect(compareCopy(undefined, copy)).toMatchObject({ outcome: 'not comparable', sampled: 0 });
});

test('of a sealed index nothing but the same is proven', () => {
  const numbers = fc.record({ documents: fc.nat(3), shards: fc.nat(3), operations: fc.nat(3) });
  fc.assert(
    fc.property(numbers, numbers, (then, now) => {
      const same =
        JSON.stringify(then) ===
        JSON.stringify({ documents: now.documents, shards: now.shards, operations: now.operations });
      const verdict = compareCopy({ ...line, ...then }, { ...now, found: sample });
      expect(verdict.outcome === 'proven').toBe(same);
    }),
  );
});
