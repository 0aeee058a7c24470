import fc from 'fast-check';
import { isRecovering, unrest } from '../../src/planning/calm';
import type { Completeness, ShardHealth } from '../../src/planning/calm';
import { healthOf } from './setup-builders';

const whole: Completeness = { missing: [], yellowIsFine: false, operations: [] };

describe('a node may be stopped', () => {
  test.each<[string, ShardHealth, Partial<Completeness>]>([
    ['in a green cluster where nothing moves', healthOf(), {}],
    ['in a yellow cluster that cannot be greener', healthOf({ status: 'yellow' }), { yellowIsFine: true }],
    ['in a cluster with more nodes than its pods, as others’ make it', healthOf({ nodes: 9 }), {}],
  ])('%s', (_, health, different) => {
    expect(unrest(health, { ...whole, ...different })).toEqual([]);
  });
});

describe('a node may not be stopped', () => {
  const operations = ['a snapshot is under way in repository r (s)', 'a restore is under way'];
  test.each<[ShardHealth, Partial<Completeness>, string[]]>([
    [healthOf(), { missing: ['data-1'] }, ['data-1 not in the cluster']],
    [healthOf({ nodes: 9 }), { missing: ['data-1', '1 of master'] }, ['data-1, 1 of master not in the cluster']],
    [healthOf({ status: 'yellow' }), {}, ['health is yellow']],
    [healthOf({ status: 'yellow', dataNodes: 1 }), {}, ['health is yellow']],
    [healthOf({ status: 'red' }), { yellowIsFine: true }, ['health is red']],
    [healthOf({ relocatingShards: 1 }), {}, ['1 shard moving']],
    [healthOf({ initializingShards: 2 }), {}, ['2 shards recovering']],
    [healthOf({ settled: false }), {}, ['the master is busy']],
    [healthOf(), { operations }, operations],
    [
      healthOf({ status: 'red', relocatingShards: 3, initializingShards: 4, settled: false }),
      { missing: ['data-0'], operations: operations.slice(1) },
      [
        ...['data-0 not in the cluster', 'health is red', '3 shards moving', '4 shards recovering'],
        ...['the master is busy', 'a restore is under way'],
      ],
    ],
  ])('%j, %j: %j', (health, different, reasons) => {
    expect(unrest(health, { ...whole, ...different })).toEqual(reasons);
  });
});

test.each([
  [{}, false],
  [{ unassignedShards: 4 }, false],
  [{ relocatingShards: 1 }, true],
  [{ initializingShards: 1 }, true],
  [{ unassignedShards: 1, delayedShards: 1 }, true],
])('with %j, waiting helps: %j', (shards, helps) => {
  expect(isRecovering(healthOf(shards))).toBe(helps);
});

test('nobody waits for ever in silence: whatever is not calm has a reason, and what moves is never calm', () => {
  const amounts = fc.nat({ max: 3 });
  const healths = fc.record({
    status: fc.constantFrom('green' as const, 'yellow' as const, 'red' as const),
    ...{ nodes: amounts, dataNodes: amounts, relocatingShards: amounts },
    ...{ initializingShards: amounts, unassignedShards: amounts, delayedShards: amounts, settled: fc.boolean() },
  });
  const completeness = fc.record({
    missing: fc.subarray(['data-0', 'data-1']),
    yellowIsFine: fc.boolean(),
    operations: fc.subarray(['a snapshot is under way']),
  });
  fc.assert(
    fc.property(healths, completeness, (health, what) => {
      const moves = health.relocatingShards + health.initializingShards > 0 || !health.settled;
      const isBusy = what.missing.length + what.operations.length > 0;
      const isIll = health.status === 'red' || (health.status === 'yellow' && !what.yellowIsFine);
      expect(unrest(health, what).length > 0).toBe(moves || isBusy || isIll);
    }),
  );
});
