import fc from 'fast-check';
import { Day } from '../../src/planning/day';
import type { IndexPattern } from '../../src/planning/index-pattern';
import type { Snapshot, SnapshotState } from '../../src/planning/snapshot';

/** A moment of whole seconds between 1971 and 2100. */
export const moments = fc.integer({ min: 31_536_000, max: 4_102_444_799 }).map((seconds) => new Date(seconds * 1000));

/** A day that the calendar has. */
export const days = moments.map((moment) => Day.parse(moment.toISOString().slice(0, 10)));

/** Texts full of characters that mean something to a regular expression, without the `%` of codes. */
export const literals = fc.string({
  unit: fc.constantFrom('a', 'z', '0', '9', '.', '-', '+', '*', '?', '(', ')', '[', ']', '{', '}', '^', '$', '|', '\\'),
  maxLength: 8,
});

/** A snapshot that succeeded; a test says what is different. */
export function snapshotOf(different: Partial<Snapshot> = {}): Snapshot {
  return {
    name: 'snapshot-20191113003000',
    state: 'SUCCESS',
    indices: [],
    startedAt: Date.UTC(2019, 10, 13, 0, 30),
    shards: { total: 5, successful: 5, failed: 0 },
    failures: [],
    ...different,
  };
}

const states = fc.constantFrom<SnapshotState>('IN_PROGRESS', 'SUCCESS', 'PARTIAL', 'FAILED', 'INCOMPATIBLE');

/** Snapshots of some of the days, in every state, each with a name of its own; some start at the same moment. */
export function snapshotsOf(some: readonly Day[], pattern: IndexPattern): fc.Arbitrary<Snapshot[]> {
  const indices = some.map((day) => pattern.indexOf(day));
  const one = fc.record({
    name: fc.stringMatching(/^snapshot-[0-9]{4}$/),
    state: states,
    indices: fc.subarray([...indices, '.kibana_1']),
    startedAt: fc.integer({ min: 0, max: 5 }),
  });
  return fc
    .uniqueArray(one, { selector: ({ name }) => name, maxLength: 8 })
    .map((list) => list.map((different) => snapshotOf(different)));
}
