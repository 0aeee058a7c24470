import fc from 'fast-check';
import { Expiry } from '../../src/planning/expiry';
import { judgeDrop, judgeExpiry } from '../../src/planning/expiry-verdict';
import type { RestoredNow } from '../../src/planning/expiry-verdict';
import { readMark } from '../../src/planning/restored-mark';
import { arbitraryIndex, expired, from, held, now, over, traitsOf } from './restored-builders';
import type { ArbitraryIndex } from './restored-builders';

test('an index that is over and as its restore left it goes', () => {
  expect(judgeExpiry(expired(), now)).toEqual({
    verdict: 'goes',
    reason: 'it was restored until 2026-12-07T08:00:00Z',
  });
  expect(judgeDrop(expired())).toMatchObject({ verdict: 'goes' });
});

const lacking = (index: RestoredNow): RestoredNow => ({ traits: index.traits, mark: index.mark });
const cases: [string, RestoredNow, string, RegExp][] = [
  ['with a document more', expired({ content: { documents: 53, operations: 61 } }), 'written', /\(1 document more\)$/],
  ['with a document replaced', expired({ content: { operations: 61 } }), 'written', /written to after its restore$/],
  ['with fewer shards than then', expired({ content: { shards: 4 } }), 'written', /written to/],
  ['that is another one', expired({ traits: { uuid: 'u-2' } }), 'written', /that of another index/],
  ['that is closed', lacking(expired({ traits: { open: false } })), 'waits', /closed/],
  [
    'that is read-only',
    expired({ traits: { blocks: { write: false, readOnly: true, onlyDelete: false } } }),
    'waits',
    /read-only/,
  ],
  ['that lacks a shard', lacking(expired()), 'waits', /a shard of it is missing/],
  ['that belongs to a data stream', expired({ traits: { dataStream: 'logs' } }), 'stays', /data stream logs/],
  [
    'whose restore nobody saw complete',
    { ...expired(), mark: { expires: over, from } },
    'written',
    /nobody has seen its restore complete/,
  ],
];

test.each(cases)('one %s does not go, neither by itself nor because somebody wants it', (_, index, verdict, reason) => {
  for (const decision of [judgeExpiry(index, now), judgeDrop(index)]) {
    expect(decision).toEqual({ verdict, reason: expect.stringMatching(reason) as string });
  }
});

test('one that is kept goes only when somebody wants it', () => {
  const mark = { expires: Expiry.never, from, content: held };
  const kept: RestoredNow = { ...expired(), traits: traitsOf(mark), mark };
  expect(judgeExpiry(kept, now)).toEqual({ verdict: 'stays', reason: 'it is kept for good' });
  expect(judgeDrop(kept)).toMatchObject({ verdict: 'goes' });
});

test('one whose mark cannot be read stays, and says so', () => {
  const traits = traitsOf({ expires: over }, { aliases: [{ name: 'logkeep-expires-2026.12.01' }] });
  const mark = readMark(traits);
  if (mark === null) throw new Error('it has a mark');
  expect(judgeExpiry({ ...expired(), traits, mark }, now)).toEqual({
    verdict: 'stays',
    reason: 'its mark logkeep-expires-2026.12.01 cannot be read',
  });
});

/** As the activities make it of what a cluster says. */
function seen({ aliases, uuid, open, readOnly, content }: ArbitraryIndex): RestoredNow | null {
  const blocks = { write: false, readOnly, onlyDelete: false };
  const traits = { name: from.index, uuid, open, aliases, blocks, createdAt: 0 };
  const mark = readMark(traits);
  if (mark === null) return null;
  return { traits, mark, ...(content && { content: { name: from.index, bytes: 0, ...content, uuid } }) };
}

test('nothing goes that is not marked, not over, or not exactly what was restored', () => {
  let went = 0;
  fc.assert(
    fc.property(arbitraryIndex, (index) => {
      const restored = seen(index);
      // What has no mark is not even looked at.
      if (restored === null || judgeExpiry(restored, now).verdict !== 'goes') return;
      went += 1;
      const times = index.aliases.filter(({ name }) => name.startsWith('logkeep-expires-')).map(({ name }) => name);
      expect(times.length).toBeGreaterThan(0);
      for (const time of times) expect(time <= over.alias).toBe(true);
      const { content: before } = restored.mark;
      expect(index.content).toBeDefined();
      expect([before?.documents, before?.shards, before?.operations, before?.uuid]).toEqual([
        index.content?.documents,
        index.content?.shards,
        index.content?.operations,
        index.uuid,
      ]);
      expect([index.open, index.readOnly]).toEqual([true, false]);
      expect(judgeDrop(restored).verdict).toBe('goes');
    }),
    { numRuns: 20_000 },
  );
  expect(went).toBeGreaterThan(0);
});

test('what does not go now may go later, and what goes now never stays because it is later', () => {
  fc.assert(
    fc.property(arbitraryIndex, fc.nat(), (index, later) => {
      const restored = seen(index);
      if (restored === null || judgeExpiry(restored, now).verdict !== 'goes') return;
      expect(judgeExpiry(restored, new Date(now.getTime() + later)).verdict).toBe('goes');
    }),
    { numRuns: 5_000 },
  );
});
