import fc from 'fast-check';
import { judgeRestore } from '../../src/planning/shard-recovery';
import type { PrimaryShard, ShardRecovery, UnassignedShard } from '../../src/planning/shard-recovery';

const indices = ['logs-1', 'logs-2'];
const primary = (index: string, state: PrimaryShard['state'], shard = 0): PrimaryShard => ({ index, shard, state });
const started = indices.map((index) => primary(index, 'STARTED'));

function unassigned(decider: string, more: Partial<UnassignedShard> = {}): UnassignedShard {
  return { index: 'logs-1', shard: 0, objections: [{ decider, explanation: `${decider} says no` }], ...more };
}

const judge = (
  some: readonly string[],
  primaries: readonly PrimaryShard[],
  waiting: readonly UnassignedShard[],
  recoveries: readonly ShardRecovery[] = [],
) => judgeRestore(some, { primaries, unassigned: waiting, recoveries });

const states = fc.constantFrom<PrimaryShard['state']>('UNASSIGNED', 'INITIALIZING', 'STARTED', 'RELOCATING');
const routings = fc.array(fc.record({ index: fc.constantFrom(...indices), shard: fc.nat(4), state: states }), {
  maxLength: 10,
});

test('a restore is done only when every index is there and every primary has started', () => {
  fc.assert(
    fc.property(routings, (primaries) => {
      const there = indices.every((index) => primaries.some((shard) => shard.index === index));
      const up = primaries.every(({ state }) => state === 'STARTED' || state === 'RELOCATING');
      expect(judge(indices, primaries, []).status === 'done').toBe(there && up);
    }),
  );
});

test('while it runs, it says how many shards have started, and never that all have', () => {
  fc.assert(
    fc.property(routings, (primaries) => {
      const verdict = judge(indices, primaries, []);
      fc.pre(verdict.status === 'running');
      expect(verdict).toMatchObject({ shardsTotal: primaries.length });
      expect(verdict.status === 'running' && verdict.shardsDone < verdict.shardsTotal).toBe(true);
    }),
  );
});

test('the order of the shards does not matter', () => {
  const orders = routings.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
  );
  fc.assert(fc.property(orders, ([a, b]) => expect(judge(indices, b, []).status).toBe(judge(indices, a, []).status)));
});

test('an index that disappears ends the restore, by name', () => {
  expect(judge(indices, [primary('logs-1', 'INITIALIZING')], [])).toEqual({
    status: 'failed',
    reason: 'logs-2 disappeared while being restored',
  });
});

test.each([
  ['restore_in_progress', 'a shard that failed to restore for good'],
  ['max_retry', 'a shard that was tried too often'],
])('when %s says no, the restore has failed: %s', (decider) => {
  const primaries = [primary('logs-1', 'UNASSIGNED'), primary('logs-2', 'STARTED')];
  expect(judge(indices, primaries, [unassigned(decider)])).toEqual({
    status: 'failed',
    reason: `shard 0 of logs-1 could not be restored: ${decider} says no`,
  });
});

test('a final no is found behind others, and the last failure says more than it', () => {
  const lost = unassigned('disk_threshold', {
    objections: [
      { decider: 'disk_threshold', explanation: 'the node is above the low watermark' },
      { decider: 'max_retry', explanation: 'shard has exceeded the maximum number of retries [5]' },
    ],
    lastFailure: 'IndexShardRestoreFailedException: missing blob',
  });
  const verdict = judge(indices, [primary('logs-1', 'UNASSIGNED'), ...started.slice(1)], [lost]);
  expect(verdict).toEqual({
    status: 'failed',
    reason:
      'shard 0 of logs-1 could not be restored: a file of the snapshot is gone from the repository, or the repository from where it is mounted: look at the volume (IndexShardRestoreFailedException: missing blob)',
  });
});

test('a failure of many thousand characters is cut short', () => {
  const verdict = judge(indices, started, [unassigned('max_retry', { lastFailure: 'x'.repeat(100_000) })]);
  expect(verdict.status === 'failed' && verdict.reason.length).toBeLessThan(1_000);
});

test('a shard that a restart of the cluster cut off is forgotten, whatever else is said of it', () => {
  const primaries = [primary('logs-1', 'UNASSIGNED'), primary('logs-2', 'STARTED')];
  const others = [unassigned('max_retry'), unassigned('half_restored_copy', { shard: 2 })];
  expect(judge(indices, primaries, others)).toEqual({
    status: 'forgotten',
    reason: 'shard 2 of logs-1 could not be restored: half_restored_copy says no',
  });
});

test('a shard whose only copy was on a lost node waits for it, in the words of the server', () => {
  const primaries = [primary('logs-1', 'UNASSIGNED'), primary('logs-2', 'STARTED')];
  const lonely = { index: 'logs-1', shard: 0, objections: [], waitsFor: 'the node that held it has left' };
  expect(judge(indices, primaries, [lonely])).toMatchObject({
    status: 'running',
    waitingFor: 'shard 0 of logs-1 has no node: the node that held it has left',
  });
});

test.each(['disk_threshold', 'throttling', 'awareness', 'same_shard'])(
  'when %s says no, the restore waits and says for what',
  (decider) => {
    const primaries = [primary('logs-1', 'UNASSIGNED'), primary('logs-2', 'STARTED')];
    expect(judge(indices, primaries, [unassigned(decider)])).toEqual({
      status: 'running',
      shardsDone: 1,
      shardsTotal: 2,
      waitingFor: `shard 0 of logs-1 has no node: ${decider} says no`,
    });
  },
);

test('a shard that moves to another node after its restore counts as started', () => {
  expect(judge(['logs-1'], [primary('logs-1', 'RELOCATING')], [])).toEqual({ status: 'done', shardsTotal: 1 });
});

const recovered = (type: string, shard = 0): ShardRecovery => ({
  index: 'logs-1',
  shard,
  type,
  bytesTotal: 10,
  bytesDone: 10,
});

test.each(['SNAPSHOT', 'EXISTING_STORE', 'PEER'])('a started shard that came by %s holds what was restored', (type) => {
  expect(judge(indices, started, [], [recovered(type)]).status).toBe('done');
});

test('a shard that was started empty is no restored one, though all are green', () => {
  expect(judge(indices, started, [], [recovered('SNAPSHOT', 0), recovered('EMPTY_STORE', 3)])).toEqual({
    status: 'failed',
    reason:
      'shard 3 of logs-1 was started empty, so it is not the restored one: the index was deleted and written anew meanwhile',
  });
});

test('shards of other indices do not count', () => {
  expect(judge(['logs-1'], [primary('logs-1', 'STARTED'), primary('logs-9', 'UNASSIGNED')], [])).toEqual({
    status: 'done',
    shardsTotal: 1,
  });
});
