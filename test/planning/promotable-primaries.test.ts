import fc from 'fast-check';
import { promotablePrimaries } from '../../src/planning/promotable-primaries';
import type { RoutedCopy } from '../../src/planning/promotable-primaries';

const primary = { index: 'today', shard: 0, primary: true, state: 'STARTED', node: 'n1' };
const replica = { ...primary, primary: false, node: 'n2' };
const shard = { index: 'today', shard: 0 };

test.each<[what: string, copies: RoutedCopy[], expected: object[]]>([
  ['with a started copy elsewhere', [primary, replica], [shard]],
  ['with one of several', [primary, { ...replica, state: 'INITIALIZING' }, { ...replica, node: 'n3' }], [shard]],
  ['not without any other copy', [primary], []],
  ['not while the other copy is still coming', [primary, { ...replica, state: 'INITIALIZING' }], []],
  ['not while the other copy has no node', [primary, { ...replica, state: 'UNASSIGNED', node: null }], []],
  ['not while the other copy is moving', [primary, { ...replica, state: 'RELOCATING' }], []],
  ['not while it is moving itself', [{ ...primary, state: 'RELOCATING' }, replica], []],
  ['not because another shard has a copy', [primary, { ...replica, shard: 1 }], []],
  ['not because another index has a copy', [primary, { ...replica, index: 'yesterday' }], []],
  [
    'not when another node leads',
    [
      { ...primary, primary: false },
      { ...replica, primary: true },
    ],
    [],
  ],
])('a primary that is written to is given away %s', (_, copies, expected) => {
  expect(promotablePrimaries(copies, 'n1', [shard])).toEqual(expected);
});

test('a primary that nobody writes to stays', () => {
  expect(promotablePrimaries([primary, replica], 'n1', [])).toEqual([]);
  expect(promotablePrimaries([primary, replica], 'n1', [{ index: 'today', shard: 1 }])).toEqual([]);
});

test('whatever there is, each shard that is given away has another copy that can serve', () => {
  const copy = fc.record({
    index: fc.constantFrom('a', 'b'),
    shard: fc.nat(1),
    primary: fc.boolean(),
    state: fc.constantFrom('STARTED', 'INITIALIZING', 'RELOCATING', 'UNASSIGNED'),
    node: fc.constantFrom('n1', 'n2', null),
  });
  const all = ['a', 'b'].flatMap((index) => [0, 1].map((number) => ({ index, shard: number })));
  fc.assert(
    fc.property(fc.array(copy, { maxLength: 12 }), fc.subarray(all), (copies, written) => {
      for (const given of promotablePrimaries(copies, 'n1', written)) {
        expect(written).toContainEqual(given);
        expect(
          copies.some(
            ({ index, shard: number, state, node }) =>
              index === given.index && number === given.shard && state === 'STARTED' && node === 'n2',
          ),
        ).toBe(true);
      }
    }),
  );
});
