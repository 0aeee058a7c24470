import fc from 'fast-check';
import { indicesOf, onlyCopiesOn, onlyCopiesTouched } from '../../src/planning/only-copies';

const copy = (index: string, shard: number, node: string) => ({ index, shard, node });

test('shards are told by node and index, in order', () => {
  const copies = [
    copy('b', 1, 'data-0'),
    copy('b', 0, 'data-0'),
    copy('a', 0, 'data-1'),
    copy('c', 0, 'data-0'),
    copy('c', 0, 'data-1'),
    copy('d', 0, 'elsewhere'),
  ];
  expect(onlyCopiesOn(copies, ['data-0', 'data-1'])).toEqual([
    { node: 'data-0', index: 'b', shards: [0, 1] },
    { node: 'data-1', index: 'a', shards: [0] },
  ]);
  expect(onlyCopiesOn(copies, [])).toEqual([]);
});

test('a shard is told exactly when all its copies are one, on a node that was asked for', () => {
  const copies = fc.array(
    fc.record({
      index: fc.constantFrom('a', 'b'),
      shard: fc.nat(2),
      node: fc.constantFrom('n1', 'n2', 'n3'),
    }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(copies, fc.subarray(['n1', 'n2', 'n3']), (all, nodes) => {
      const told = onlyCopiesOn(all, nodes).flatMap(({ node, index, shards }) =>
        shards.map((shard) => copy(index, shard, node)),
      );
      const expected = all.filter(
        (one) =>
          nodes.includes(one.node) &&
          all.filter(({ index, shard }) => index === one.index && shard === one.shard).length === 1,
      );
      expect(told).toHaveLength(expected.length);
      expect(told).toEqual(expect.arrayContaining(expected));
    }),
  );
});

test('those on the nodes in the pods to be restarted are away meanwhile, whatever the pods are called', () => {
  const copies = [
    { node: 'es-a', index: 'a', shards: [0] },
    { node: 'es-a', index: 'b', shards: [1] },
    { node: 'data-1', index: 'c', shards: [0] },
  ];
  const restarts = [
    { pod: 'data-0', node: 'es-b' },
    { pod: 'data-1', node: 'es-a' },
  ];
  expect(onlyCopiesTouched(copies, restarts)).toEqual(copies.slice(0, 2));
  expect(onlyCopiesTouched(copies, [])).toEqual([]);
});

test('an index is named once, however many nodes have a part of it', () => {
  const copies = ['n1', 'n2'].map((node) => ({ node, index: 'a', shards: [0] }));
  expect(indicesOf([...copies, { node: 'n1', index: 'b', shards: [0] }])).toEqual(['a', 'b']);
});
