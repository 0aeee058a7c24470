import fc from 'fast-check';
import { isRecovering, unrest } from '../../src/planning/calm';
import { healthOf } from './setup-builders';

describe('a node may be stopped', () => {
  test.each([
    ['in a green cluster where nothing moves', healthOf()],
    [
      'in a yellow cluster with a single data node, which cannot be greener',
      healthOf({ status: 'yellow', dataNodes: 1 }),
    ],
    ['in a cluster with more nodes than expected, as a stand-in makes it', healthOf({ nodes: 4 })],
  ])('%s', (_, health) => {
    expect(unrest(health, 3)).toEqual([]);
  });
});

describe('a node may not be stopped', () => {
  test.each([
    [healthOf({ nodes: 2 }), ['1 node of 3 missing']],
    [healthOf({ nodes: 1, dataNodes: 1, status: 'yellow' }), ['2 nodes of 3 missing']],
    [healthOf({ status: 'yellow' }), ['health is yellow']],
    [healthOf({ status: 'red', dataNodes: 1 }), ['health is red']],
    [healthOf({ relocatingShards: 1 }), ['1 shard moving']],
    [healthOf({ initializingShards: 2 }), ['2 shards recovering']],
    [
      healthOf({ status: 'red', nodes: 2, relocatingShards: 3, initializingShards: 4 }),
      ['1 node of 3 missing', 'health is red', '3 shards moving', '4 shards recovering'],
    ],
  ])('%j: %j', (health, reasons) => {
    expect(unrest(health, 3)).toEqual(reasons);
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
    ...{ initializingShards: amounts, unassignedShards: amounts, delayedShards: amounts },
  });
  fc.assert(
    fc.property(healths, amounts, (health, expected) => {
      const moves = health.relocatingShards + health.initializingShards > 0;
      const isShort = health.nodes < expected;
      const isIll = health.status === 'red' || (health.status === 'yellow' && health.dataNodes !== 1);
      expect(unrest(health, expected).length > 0).toBe(moves || isShort || isIll);
    }),
  );
});
