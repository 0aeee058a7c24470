import { judgeFit } from '../../../src/planning/disk-fit/fit';
import type { AllocationRules, Room, ShardCopy } from '../../../src/planning/disk-fit/room';
import type { WantedIndex } from '../../../src/planning/disk-fit/wanted-shards';
import { GB, diskRules, nodeOf, roomOf, rulesOf, volumeOf, wanted, watermarks } from './rooms';

const verdict = (room: Room, ...indices: WantedIndex[]) => judgeFit(room, indices).verdict;
/** Nodes with so many GB free of 100; the low watermark leaves 15. */
const nodes = (...free: number[]) => free.map((gb, position) => nodeOf(`node-${position + 1}`, gb * GB));
const withRules = (rules: Partial<AllocationRules>, ...free: number[]) =>
  roomOf(nodes(...free), { rules: rulesOf(rules) });
/** A server that knows no sizes before it restores. */
const blind = (...free: number[]) => roomOf(nodes(...free), { sizesRestores: false });
const live = (index: string, node: string | null, different: Partial<ShardCopy> = {}): ShardCopy => ({
  ...{ index, shard: 0, primary: true, node, bytes: GB },
  ...different,
});

test.each<[string, Room, WantedIndex[], string]>([
  ['nothing to restore', roomOf(nodes(20)), [], 'fits'],
  ['as much as is above the watermark', roomOf(nodes(25, 15)), [wanted('day', 10)], 'fits'],
  ['a little more than that', roomOf(nodes(25, 15)), [wanted('day', 10.01)], 'does not fit'],
  ['two shards on two nodes', roomOf(nodes(21, 21)), [wanted('day', 12, { shards: 2 })], 'fits'],
  ['the largest shard on neither', roomOf(nodes(21, 21)), [wanted('day', 12)], 'does not fit'],
  ['a replica on the other node', roomOf(nodes(25, 25)), [wanted('day', 10, { replicas: 1 })], 'fits'],
  ['no room for the replica', roomOf(nodes(25, 16)), [wanted('day', 10, { replicas: 1 })], 'fits without replicas'],
  ['no second node for the replica', roomOf(nodes(50)), [wanted('day', 10, { replicas: 1 })], 'fits'],
  ['a cluster without data nodes', roomOf([]), [wanted('day', 1)], 'does not fit'],
])('%s', (_, room, indices, expected) => {
  expect(verdict(room, ...indices)).toBe(expected);
});

describe('a server that does not look at sizes', () => {
  test('spreads shards by number, so the smaller node is the measure', () => {
    const day = wanted('day', 10, { shards: 2 });
    expect(verdict(roomOf(nodes(16, 90)), day)).toBe('fits');
    const { overfull, missing } = judgeFit(blind(16, 90), [day]);
    expect(overfull).toEqual([{ nodes: ['node-1'], bytes: missing }]);
    expect(missing / GB).toBeCloseTo(4);
  });

  test('spares a node that is below the watermark already', () => {
    expect(verdict(blind(14, 90), wanted('day', 10, { shards: 2 }))).toBe('fits');
  });

  test('gives a node with fewer shards more', () => {
    const copies = ['a', 'b', 'c', 'd'].map((index) => live(index, 'node-1'));
    const day = wanted('day', 10, { shards: 2 });
    expect(verdict({ ...blind(16, 30), copies }, day)).toBe('fits');
    expect(verdict(blind(16, 30), day)).toBe('does not fit');
  });
});

describe('watermarks', () => {
  test('given as bytes are what has to stay free', () => {
    const disk = watermarks('30gb', '20gb', '10gb');
    expect(verdict(withRules({ disk }, 41, 0), wanted('day', 10))).toBe('fits');
    expect(verdict(withRules({ disk }, 39, 0), wanted('day', 10))).toBe('does not fit');
  });

  test('given as other shares are heeded', () => {
    expect(verdict(withRules({ disk: watermarks('60%', '90%', '95%') }, 41, 0), wanted('day', 10))).toBe(
      'does not fit',
    );
    expect(verdict(withRules({ disk: watermarks('0.95', '0.96', '0.97') }, 16, 0), wanted('day', 10))).toBe('fits');
  });

  test('on the only data node count from the high one, where the server does not heed the low one', () => {
    expect(verdict(roomOf(nodes(21)), wanted('day', 10))).toBe('fits');
    const disk = diskRules({ forLoneNode: true });
    expect(verdict(withRules({ disk }, 21), wanted('day', 10))).toBe('does not fit');
  });

  test('that are switched off leave a little all the same', () => {
    const disk = diskRules({ enabled: false });
    expect(verdict(withRules({ disk }, 11.1, 0), wanted('day', 10))).toBe('fits');
    expect(verdict(withRules({ disk }, 10.9, 0), wanted('day', 10))).toBe('does not fit');
  });
});

describe('allocation settings', () => {
  test('that exclude the only node with room', () => {
    const filters = [{ kind: 'exclude' as const, attribute: '_name', values: ['node-2'] }];
    const { verdict: found, homeless } = judgeFit(withRules({ filters }, 15, 90), [wanted('day', 10)]);
    expect(found).toBe('does not fit');
    expect(homeless).toEqual({
      shards: 1,
      objections: [
        ['node-1', 'disk'],
        ['node-2', 'filter'],
      ],
    });
  });

  test('that limit the shards of a node', () => {
    const room = { ...withRules({ shardsPerNode: 1 }, 90, 90), copies: [live('a', 'node-1')] };
    expect(verdict(room, wanted('day', 1))).toBe('fits');
    expect(verdict(room, wanted('day-1', 1), wanted('day-2', 1))).toBe('does not fit');
  });

  test('that want copies in different zones', () => {
    const zoned = (name: string, gb: number, zone: string) => nodeOf(name, gb * GB, { attributes: { zone } });
    const rules = rulesOf({ awareness: [{ attribute: 'zone', forced: [] }] });
    const room = roomOf([zoned('node-1', 90, 'a'), zoned('node-2', 90, 'a'), zoned('node-3', 16, 'b')], { rules });
    expect(verdict(room, wanted('day', 10, { replicas: 1 }))).toBe('fits without replicas');
    const forced = { ...room, rules: rulesOf({ awareness: [{ attribute: 'zone', forced: ['a', 'c'] }] }) };
    expect(verdict(forced, wanted('day', 10))).toBe('fits');
  });

  test('that leave out nodes without the attribute', () => {
    const rules = rulesOf({ awareness: [{ attribute: 'zone', forced: [] }] });
    expect(verdict(roomOf(nodes(90, 90), { rules }), wanted('day', 1))).toBe('does not fit');
  });

  test('that forbid two copies on one machine', () => {
    const host = { host: 'same.example' };
    const pair = [nodeOf('node-1', 90 * GB, host), nodeOf('node-2', 16 * GB, host)];
    const day = wanted('day', 10, { replicas: 1 });
    expect(verdict(roomOf(pair), day)).toBe('fits without replicas');
    expect(verdict(roomOf(pair, { rules: rulesOf({ sameHostForbidden: true }) }), day)).toBe('fits');
  });
});

describe('what else needs room', () => {
  test('is what today is going to write', () => {
    const room = roomOf(nodes(30, 15));
    expect(verdict(room, wanted('day', 10))).toBe('fits');
    expect(verdict({ ...room, growth: [{ node: 'node-1', bytes: 6 * GB }] }, wanted('day', 10))).toBe('does not fit');
  });

  test('is what is on its way to a node', () => {
    const arriving = [{ node: 'node-1', bytes: 6 * GB }];
    expect(verdict(roomOf(nodes(30, 15), { arriving }), wanted('day', 10))).toBe('does not fit');
  });

  test('are the replicas that the cluster still has to place', () => {
    const owed = [live('big', 'node-1', { bytes: 10 * GB }), live('big', null, { primary: false, bytes: 0 })];
    expect(verdict(roomOf(nodes(15, 30), { copies: owed }), wanted('day', 10))).toBe('does not fit');
    expect(verdict(roomOf(nodes(15, 41), { copies: owed }), wanted('day', 10))).toBe('fits');
  });

  test("a volume that is full already, and gets nothing, is in nobody's way", () => {
    const volumes = [volumeOf('roomy', 60 * GB), volumeOf('full', 9 * GB)];
    const fit = judgeFit(
      roomOf([nodeOf('node-1', 0, { volumes })], { rules: rulesOf({ disk: diskRules({ forLoneNode: true }) }) }),
      [wanted('a', 20)],
    );
    expect(fit.verdict).toBe('fits');
  });

  test('two nodes that share a volume have its room once', () => {
    const volumes = [volumeOf('shared', 30 * GB)];
    const pair = [nodeOf('node-1', 0, { volumes }), nodeOf('node-2', 0, { volumes })];
    expect(verdict(roomOf(pair), wanted('day', 14, { shards: 2 }))).toBe('fits');
    expect(verdict(roomOf(pair), wanted('day', 16, { shards: 2 }))).toBe('does not fit');
  });

  test('a node with two data paths has the room of both, but no shard is on two of them', () => {
    const volumes = [volumeOf('one', 21 * GB), volumeOf('two', 22 * GB)];
    const room = roomOf([nodeOf('node-1', 0, { volumes }), nodeOf('node-2', 0)]);
    expect(verdict(room, wanted('day', 12, { shards: 2 }))).toBe('fits');
    expect(verdict(room, wanted('day', 12))).toBe('does not fit');
  });
});

test('the balance says what each node has to spare and what it would get', () => {
  const { nodes: balance } = judgeFit(roomOf(nodes(25, 10)), [wanted('day', 5)]);
  expect(balance.map(({ node, free, needed }) => [node, free / GB, Math.round(needed / GB)])).toEqual([
    ['node-1', 10, 5],
    ['node-2', 0, 0],
  ]);
});
