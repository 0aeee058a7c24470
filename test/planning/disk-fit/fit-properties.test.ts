import fc from 'fast-check';
import { judgeFit } from '../../../src/planning/disk-fit/fit';
import { remediesFor } from '../../../src/planning/disk-fit/remedies';
import type { Room } from '../../../src/planning/disk-fit/room';
import { wantedShards } from '../../../src/planning/disk-fit/wanted-shards';
import type { WantedIndex } from '../../../src/planning/disk-fit/wanted-shards';
import { GB, indices, nodeOf, rooms, roomOf } from './rooms';

const order = ['does not fit', 'fits without replicas', 'fits'];
const rank = (room: Room, wanted: readonly WantedIndex[]) => order.indexOf(judgeFit(room, wanted).verdict);

test('what fits leaves every node above its watermark', () => {
  fc.assert(
    fc.property(rooms, indices, (room, wanted) => {
      const { verdict, nodes } = judgeFit(room, wanted);
      const isWithin = nodes.every(({ free, needed }) => needed <= free);
      expect(verdict === 'does not fit' || isWithin).toBe(true);
    }),
  );
});

test('what fits has all of its primaries placed', () => {
  fc.assert(
    fc.property(rooms, indices, (room, wanted) => {
      const bare = wanted.map((index) => ({ ...index, replicas: 0 }));
      const { verdict, nodes, missing } = judgeFit(room, bare);
      const needed = nodes.reduce((sum, node) => sum + node.needed, 0);
      const total = wantedShards(bare).reduce((sum, { bytes }) => sum + bytes, 0);
      expect(verdict === 'fits' ? needed === total && missing === 0 : missing > 0).toBe(true);
    }),
  );
});

test('what no node has room for never fits, and what every node has room for always does', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 4 }), indices, (free, wanted) => {
      const room = roomOf(free.map((gb, position) => nodeOf(`node-${position + 1}`, gb * GB)));
      const spare = free.map((gb) => Math.max(0, gb - 15) * GB);
      const shards = wantedShards(wanted).map(({ bytes }) => bytes);
      const primaries = shards.reduce((sum, bytes) => sum + bytes, 0);
      const { verdict } = judgeFit(room, wanted);
      if (Math.max(...shards) > Math.max(...spare)) expect(verdict).toBe('does not fit');
      if (primaries > spare.reduce((sum, bytes) => sum + bytes, 0)) expect(verdict).toBe('does not fit');
      if (primaries <= Math.min(...spare)) expect(verdict).not.toBe('does not fit');
    }),
  );
});

test('the order of nodes and indices does not matter', () => {
  fc.assert(
    fc.property(rooms, indices, (room, wanted) => {
      const turned = judgeFit({ ...room, nodes: [...room.nodes].reverse() }, [...wanted].reverse());
      const straight = judgeFit(room, wanted);
      expect({ ...turned, nodes: [...turned.nodes].reverse() }).toMatchObject({
        verdict: straight.verdict,
        missing: straight.missing,
        nodes: straight.nodes,
      });
    }),
  );
});

test('more replicas never fit better', () => {
  fc.assert(
    fc.property(rooms, indices, (room, wanted) => {
      const more = wanted.map((index) => ({ ...index, replicas: index.replicas + 1 }));
      expect(rank(room, more)).toBeLessThanOrEqual(rank(room, wanted));
    }),
  );
});

test('a server that does not look at sizes never has more room for it when today grows more', () => {
  fc.assert(
    fc.property(rooms, indices, fc.integer({ min: 1, max: 20 }), (room, wanted, gb) => {
      const blind = { ...room, sizesRestores: false };
      const grown = { ...blind, growth: blind.growth.map(({ node, bytes }) => ({ node, bytes: bytes + gb * GB })) };
      expect(rank(grown, wanted)).toBeLessThanOrEqual(rank(blind, wanted));
    }),
  );
});

test('there is always a remedy, and what it says to free is enough', () => {
  fc.assert(
    fc.property(rooms, indices, (room, wanted) => {
      const bare = wanted.map((index) => ({ ...index, replicas: 0 }));
      fc.pre(judgeFit(room, bare).verdict === 'does not fit');
      const remedies = remediesFor(room, bare);
      expect(remedies.length).toBeGreaterThan(0);
      const [, amount, unit, name] = /^free ([\d.]+) (MB|GB) on node (.+)$/.exec(remedies[0] ?? '') ?? [];
      if (name === undefined) return;
      // Up to what a person reads of it.
      const bytes = (Number(amount) + 0.05) * (unit === 'GB' ? GB : GB / 1024);
      const nodes = room.nodes.map((node) => ({
        ...node,
        volumes: node.volumes.map((volume) =>
          node.name === name
            ? { ...volume, freeBytes: Math.min(volume.totalBytes, volume.freeBytes + Math.ceil(bytes)) }
            : volume,
        ),
      }));
      expect(judgeFit({ ...room, nodes }, bare).verdict).toBe('fits');
    }),
  );
});
