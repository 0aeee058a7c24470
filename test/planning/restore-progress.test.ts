import fc from 'fast-check';
import { describeIndex, measureRestore } from '../../src/planning/restore-progress';
import type { PrimaryShard, ShardRecovery } from '../../src/planning/shard-recovery';

const shard = (index: string, number: number, state: PrimaryShard['state']): PrimaryShard => ({
  index,
  shard: number,
  state,
});
const recovery = (index: string, number: number, bytesDone: number, bytesTotal: number): ShardRecovery => ({
  ...{ index, shard: number, type: 'SNAPSHOT', bytesDone, bytesTotal },
});

test('shards without a node count by their part of what the snapshot says', () => {
  const { transfer, underWay } = measureRestore([{ index: 'a', bytes: 1_000 }], {
    primaries: [shard('a', 0, 'INITIALIZING'), shard('a', 1, 'UNASSIGNED'), shard('a', 2, 'UNASSIGNED')],
    recoveries: [recovery('a', 0, 100, 300)],
  });
  expect(transfer).toEqual({ shardsDone: 0, shardsTotal: 3, bytesDone: 100, bytesTotal: 1_000 });
  expect(underWay).toEqual([{ index: 'a', shardsDone: 0, shardsTotal: 3, bytesDone: 100, bytesTotal: 1_000 }]);
});

test('a shard that has not read its list of files yet is not taken for an empty one', () => {
  const { transfer } = measureRestore([{ index: 'a', bytes: 500 }], {
    primaries: [shard('a', 0, 'INITIALIZING')],
    recoveries: [recovery('a', 0, 0, 0)],
  });
  expect(transfer).toMatchObject({ bytesDone: 0, bytesTotal: 500 });
});

test('once all shards have told their size, the guess of the snapshot does not count any more', () => {
  const { transfer, underWay } = measureRestore([{ index: 'a', bytes: 5_000 }], {
    primaries: [shard('a', 0, 'STARTED'), shard('a', 1, 'STARTED')],
    recoveries: [recovery('a', 0, 10, 10), recovery('a', 1, 0, 0)],
  });
  expect(transfer).toEqual({ shardsDone: 2, shardsTotal: 2, bytesDone: 10, bytesTotal: 10 });
  expect(underWay).toEqual([]);
});

test('the index with most to do comes first', () => {
  const { underWay } = measureRestore(
    [
      { index: 'a', bytes: 100 },
      { index: 'b', bytes: 900 },
    ],
    { primaries: [shard('a', 0, 'UNASSIGNED'), shard('b', 0, 'UNASSIGNED')], recoveries: [] },
  );
  expect(underWay.map(({ index }) => index)).toEqual(['b', 'a']);
});

test('never more is done than there is, whatever the shards say', () => {
  const states = fc.constantFrom<PrimaryShard['state']>('UNASSIGNED', 'INITIALIZING', 'STARTED', 'RELOCATING');
  const one = fc.record({ state: states, done: fc.nat(10_000), total: fc.nat(10_000), told: fc.boolean() });
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 6 }), fc.nat(50_000), (shards, bytes) => {
      const { transfer } = measureRestore([{ index: 'a', bytes }], {
        primaries: shards.map(({ state }, number) => shard('a', number, state)),
        recoveries: shards.flatMap(({ done, total, told }, number) =>
          told ? [recovery('a', number, done, total)] : [],
        ),
      });
      expect(transfer.bytesDone).toBeLessThanOrEqual(transfer.bytesTotal);
      expect(transfer.shardsDone).toBeLessThanOrEqual(transfer.shardsTotal);
    }),
  );
});

test('an index in words', () => {
  const progress = { index: 'a', shardsDone: 3, shardsTotal: 5, bytesDone: 1_300_000, bytesTotal: 3_600_000_000 };
  expect(describeIndex(progress)).toBe('a: 3 of 5 shards, 1.2 MB of 3.4 GB');
});
