import fc from 'fast-check';
import { ordinalOf, rolloutOrder } from '../../src/planning/rollout-order';
import type { PlannedRestart } from '../../src/planning/rollout-order';
import { frozen } from './frozen';

/** Pods of up to four StatefulSets; at most one of those in the cluster is the elected master. */
const restarts = fc
  .uniqueArray(
    fc.record({
      statefulSet: fc.constantFrom('data', 'data-hot', 'masters', 'voting'),
      ordinal: fc.nat({ max: 12 }),
      joined: fc.boolean(),
      elected: fc.boolean(),
    }),
    { selector: ({ statefulSet, ordinal }) => `${statefulSet}-${ordinal}`, maxLength: 12 },
  )
  .map((list) => {
    const elected = list.find((one) => one.elected && one.joined && !one.statefulSet.startsWith('data'));
    return list.map((one): PlannedRestart => ({
      ...{ ...one, pod: `${one.statefulSet}-${one.ordinal}`, uid: `${one.statefulSet}${one.ordinal}` },
      node: `${one.statefulSet}-${one.ordinal}`,
      ...{ role: one.statefulSet.startsWith('data') ? 'data' : 'master', elected: one === elected, reason: '' },
    }));
  });

const holds = (property: (order: PlannedRestart[], given: PlannedRestart[]) => void): void =>
  fc.assert(fc.property(restarts, (given) => property(rolloutOrder(frozen(given)), given)));

/** Whether all of one kind come before all of the others. */
const areInFront = (order: PlannedRestart[], isFirst: (one: PlannedRestart) => boolean): boolean =>
  order.findLastIndex(isFirst) < order.length - order.filter((one) => !isFirst(one)).length;

test('everybody has a turn, and just one', () => {
  holds((order, given) => {
    expect(order).toHaveLength(given.length);
    expect(new Set(order)).toEqual(new Set(given));
  });
});

test('the order does not depend on how the pods were listed', () => {
  const shuffled = restarts.chain((given) =>
    fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
  );
  fc.assert(fc.property(shuffled, ([given, again]) => expect(rolloutOrder(again)).toEqual(rolloutOrder(given))));
});

test('those out of the cluster come first', () => {
  holds((order) => expect(areInFront(order, ({ joined }) => !joined)).toBe(true));
});

test('data nodes of the cluster come before its masters', () => {
  holds((order) => {
    const joined = order.filter((one) => one.joined);
    expect(areInFront(joined, ({ role }) => role === 'data')).toBe(true);
  });
});

test('the elected master comes last of all', () => {
  holds((order) => {
    const at = order.findIndex(({ elected }) => elected);
    expect([-1, order.length - 1]).toContain(at);
  });
});

/** Looks at pods that differ in nothing but their ordinal, each with the next. */
const neighbours = (see: (one: PlannedRestart, next: PlannedRestart) => void): void =>
  holds((order) => {
    for (const [at, one] of order.entries()) {
      const next = order[at + 1];
      if (next?.statefulSet === one.statefulSet && next.joined === one.joined && !next.elected) see(one, next);
    }
  });

test('of pods in the cluster that differ in nothing else, the highest ordinal comes first', () => {
  neighbours((one, next) => {
    if (one.joined) expect(next.ordinal).toBeLessThan(one.ordinal);
  });
});

test('of pods that are out of it, the lowest: Kubernetes makes none anew while a lower one is not Ready', () => {
  neighbours((one, next) => {
    if (!one.joined) expect(next.ordinal).toBeGreaterThan(one.ordinal);
  });
});

test('masters that are out of the cluster come before data nodes, which have nothing to join without one', () => {
  holds((order) => {
    const out = order.filter((one) => !one.joined);
    expect(areInFront(out, ({ role }) => role === 'master')).toBe(true);
  });
});

test('StatefulSets are not interleaved', () => {
  holds((order) => {
    const calm = order.filter(({ joined, elected }) => joined && !elected).map(({ statefulSet }) => statefulSet);
    const runs = calm.filter((name, at) => name !== calm[at - 1]);
    expect(runs).toEqual([...new Set(runs)]);
  });
});

test.each([
  ['elasticsearch-logging-data-0', 0],
  ['elasticsearch-logging-data-10', 10],
  ['es-7-2', 2],
  ['es-7.17', -1],
  ['es', -1],
  ['es-', -1],
])('the ordinal of %s is %d', (pod, ordinal) => {
  expect(ordinalOf(pod)).toBe(ordinal);
});
