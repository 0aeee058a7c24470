import fc from 'fast-check';
import { verdictOn } from '../../src/planning/backup-verdict';
import type { ShardFailure, Snapshot } from '../../src/planning/snapshot';
import { snapshotOf } from './arbitraries';

const failure = (shard: number): ShardFailure => ({
  index: 'logs',
  shard,
  reason: 'IndexShardSnapshotFailedException',
});

test.each<[string, Partial<Snapshot>, string[], string[]]>([
  ['nothing, when it succeeded with everything', { indices: ['a', 'b'] }, ['a', 'b'], []],
  ['nothing, when it holds more than expected', { indices: ['a', 'b', 'c'] }, ['a'], []],
  ['its state', { state: 'IN_PROGRESS' }, [], ['its state is IN_PROGRESS']],
  [
    'its state and the reason that the server gives',
    { state: 'FAILED', reason: 'Indices are closed [a]' },
    [],
    ['its state is FAILED (Indices are closed [a])'],
  ],
  ['an index that is not in it', { indices: ['a'] }, ['a', 'b'], ['1 index missing from it: b']],
  [
    'many indices that are not in it, the first by name',
    {},
    ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
    ['7 indices missing from it: a, b, c, d, e and 2 more'],
  ],
  [
    'a shard that failed, though its state is SUCCESS',
    { failures: [failure(3)], shards: { total: 5, successful: 4, failed: 1 } },
    [],
    ['1 shard failed: [logs][3] IndexShardSnapshotFailedException', 'only 4 of 5 shards are in it'],
  ],
  [
    'shards that failed without a word',
    { shards: { total: 5, successful: 5, failed: 2 } },
    [],
    ['2 shards failed without a stated reason'],
  ],
  [
    'shards that were never copied',
    { shards: { total: 1, successful: 0, failed: 0 } },
    [],
    ['only 0 of 1 shard are in it'],
  ],
])('what speaks against a snapshot: %s', (_, different, expected, objections) => {
  expect(verdictOn(snapshotOf(different), expected)).toEqual({ objections, remarks: [] });
});

test('a snapshot counts only when it succeeded, holds all that is expected, and no shard failed', () => {
  const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'));
  const snapshots = fc.record({
    state: fc.constantFrom<Snapshot['state']>('SUCCESS', 'PARTIAL', 'FAILED', 'IN_PROGRESS', 'INCOMPATIBLE'),
    indices: names,
    shards: fc.record({ total: fc.nat(3), successful: fc.nat(3), failed: fc.nat(3) }),
    failures: fc.array(fc.nat(4).map(failure), { maxLength: 2 }),
  });
  fc.assert(
    fc.property(snapshots, names, (different, expected) => {
      const snapshot = snapshotOf(different);
      const { state, indices, failures, shards } = snapshot;
      const whole = shards.failed === 0 && failures.length === 0 && shards.successful >= shards.total;
      const complete = expected.every((index) => indices.includes(index));
      expect(verdictOn(snapshot, expected).objections.length === 0).toBe(state === 'SUCCESS' && whole && complete);
    }),
  );
});

test('a partial snapshot counts where the file allows it, as long as every index is in it', () => {
  const partial = snapshotOf({
    state: 'PARTIAL',
    indices: ['a', 'b'],
    shards: { total: 5, successful: 4, failed: 1 },
    failures: [failure(1)],
  });
  const whatIsMissing = [
    'its state is PARTIAL',
    expect.stringMatching(/^1 shard failed/),
    'only 4 of 5 shards are in it',
  ];
  expect(verdictOn(partial, ['a', 'b'], true)).toEqual({ objections: [], remarks: whatIsMissing });
  expect(verdictOn(partial, ['a', 'b', 'c'], true)).toEqual({
    objections: ['1 index missing from it: c'],
    remarks: whatIsMissing,
  });
  expect(verdictOn({ ...partial, state: 'FAILED' }, ['a', 'b'], true).objections).toHaveLength(3);
});

test('however much failed, an objection stays readable', () => {
  const failures = Array.from({ length: 2_000 }, (_, shard) => ({ ...failure(shard), reason: 'x'.repeat(10_000) }));
  const [objection = ''] = verdictOn(snapshotOf({ failures }), []).objections;
  expect(objection).toMatch(/^2,?000 shards failed: .* and 1997 more$/);
  expect(objection.length).toBeLessThan(1_000);
});
