import fc from 'fast-check';
import { proveDeletions } from '../../src/planning/deletion-proof';
import type { SealedNow } from '../../src/planning/deletion-proof';
import type { IndexContent } from '../../src/planning/index-content';
import type { IndexTraits } from '../../src/planning/live-index';
import type { Snapshot } from '../../src/planning/snapshot';
import { snapshotOf } from './arbitraries';

const sealed: IndexContent = { name: 'logs', uuid: 'u', documents: 9, bytes: 100, shards: 5, operations: 12 };
const traits: IndexTraits = {
  ...{ name: 'logs', uuid: 'u', open: true, aliases: [], createdAt: 0 },
  blocks: { write: true, readOnly: false, onlyDelete: false },
};
const whole = snapshotOf({ name: 's', indices: ['logs', 'other'] });
const present: SealedNow = { traits, content: sealed };
const verdict = (snapshot: Snapshot, now: SealedNow | null) =>
  proveDeletions([sealed], snapshot, new Map(now === null ? [] : [['logs', now]]));

test('an index that the snapshot holds whole, and that nobody has touched since, may go', () => {
  expect(verdict(whole, present)).toEqual({ proven: [sealed], unproven: [], gone: [] });
  expect(verdict(whole, { traits, content: { ...sealed, bytes: 40 } }).proven).toEqual([sealed]);
  const readOnly = { ...traits, blocks: { write: false, readOnly: false, onlyDelete: true } };
  expect(verdict(whole, { traits: readOnly, content: sealed }).proven).toEqual([sealed]);
});

test('an index that is gone is told apart', () => {
  expect(verdict(whole, null)).toEqual({ proven: [], unproven: [], gone: ['logs'] });
});

const failure = (index: string) => ({ index, shard: 0, reason: 'lost' });

test.each<[string, Partial<Snapshot>, string]>([
  ['failed', { state: 'FAILED' }, 's does not hold logs: it is FAILED'],
  ['is not finished', { state: 'IN_PROGRESS' }, 's does not hold logs: it is IN_PROGRESS'],
  ['lacks it', { indices: ['other'] }, 'it is not in s'],
  [
    'lost a shard of it',
    { state: 'PARTIAL', failures: [failure('logs')], shards: { total: 5, successful: 4, failed: 1 } },
    'a shard of it failed in s',
  ],
  [
    'does not say what it lost',
    { state: 'PARTIAL', shards: { total: 5, successful: 4, failed: 1 } },
    's does not say which of its shards failed',
  ],
])('it stays when the snapshot %s', (_, different, reason) => {
  expect(verdict({ ...whole, ...different }, present).unproven).toEqual([{ name: 'logs', reason }]);
});

test('a partial snapshot proves the indices that are whole in it', () => {
  const partial: Snapshot = {
    ...whole,
    state: 'PARTIAL',
    failures: [failure('other')],
    shards: { total: 5, successful: 4, failed: 1 },
  };
  expect(verdict(partial, present).proven).toEqual([sealed]);
});

test.each<[string, Partial<SealedNow>, string]>([
  ['another index has its name', { traits: { ...traits, uuid: 'v' } }, 'another index has its name now'],
  [
    'its block is gone',
    { traits: { ...traits, blocks: { write: false, readOnly: false, onlyDelete: false } } },
    'somebody has taken its write block away',
  ],
  ['it cannot be read', { content: undefined }, 'it cannot be looked at just now'],
  [
    'a document came',
    { content: { ...sealed, documents: 10, operations: 13 } },
    'it was written to after it had been sealed',
  ],
  ['a document was replaced', { content: { ...sealed, operations: 13 } }, 'it was written to after it had been sealed'],
  [
    'a shard cannot be seen',
    { content: { ...sealed, shards: 4, operations: 10 } },
    'it was written to after it had been sealed',
  ],
])('it stays when %s', (_, different, reason) => {
  expect(verdict(whole, { ...present, ...different }).unproven).toEqual([{ name: 'logs', reason }]);
});

test('nothing is proven by a snapshot that does not hold it whole', () => {
  const names = ['a', 'b', 'c'];
  const snapshots = fc.record({
    state: fc.constantFrom<Snapshot['state']>('SUCCESS', 'PARTIAL', 'FAILED', 'IN_PROGRESS', 'INCOMPATIBLE'),
    indices: fc.subarray(names),
    failures: fc.array(fc.constantFrom(...names).map(failure), { maxLength: 2 }),
    shards: fc.record({ total: fc.nat(3), successful: fc.nat(3), failed: fc.nat(3) }),
  });
  const now = fc.record({ uuid: fc.constantFrom('u', 'v'), write: fc.boolean(), operations: fc.constantFrom(12, 13) });
  fc.assert(
    fc.property(snapshots, now, (different, { uuid, write, operations }) => {
      const snapshot = snapshotOf(different);
      const all = names.map((name) => ({ ...sealed, name }));
      const seen = all.map((content): [string, SealedNow] => [
        content.name,
        {
          traits: { ...traits, name: content.name, uuid, blocks: { write, readOnly: false, onlyDelete: false } },
          content: { ...content, uuid, operations },
        },
      ]);
      for (const { name } of proveDeletions(all, snapshot, new Map(seen)).proven) {
        expect(['SUCCESS', 'PARTIAL']).toContain(snapshot.state);
        expect(snapshot.indices).toContain(name);
        expect(snapshot.failures.map(({ index }) => index)).not.toContain(name);
        expect([uuid, write, operations]).toEqual(['u', true, 12]);
      }
    }),
  );
});
