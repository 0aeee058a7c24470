import fc from 'fast-check';
import { leftOut } from '../../src/planning/restored-backup';
import { contentAtRestore, writtenSince } from '../../src/planning/restored-content';
import type { ShardRecovery } from '../../src/planning/shard-recovery';
import { expired, held, over } from './restored-builders';
import { Expiry } from '../../src/planning/expiry';

const snapshot = 'snapshot-20191113010000';
const content = { name: 'ks-logstash-log-2019.11.12', bytes: 1, ...held };

function recoveries(change: Partial<ShardRecovery> = {}): ShardRecovery[] {
  return Array.from({ length: held.shards }, (_, shard) => ({
    ...{ index: content.name, shard, type: 'SNAPSHOT', origin: { repository: 'r', snapshot } },
    ...{ bytesTotal: 1, bytesDone: 1 },
    ...(shard === 3 ? change : {}),
  }));
}

test('what came out of the snapshot is what is there, where nothing was written', () => {
  expect(contentAtRestore({ content, writes: 0, recoveries: recoveries() }, snapshot, false)).toEqual(held);
});

test('a line that was written before anybody looked is not taken for restored', () => {
  const before = contentAtRestore({ content, writes: 1, recoveries: recoveries() }, snapshot, true);
  expect(writtenSince(before ?? undefined, content)).toBe('yes');
});

const moved: [string, Partial<ShardRecovery>][] = [
  ['has moved', { type: 'PEER' }],
  ['is on a node that was restarted', { type: 'EXISTING_STORE' }],
  ['came from another snapshot', { origin: { repository: 'r', snapshot: 'another' } }],
];

test.each(moved)('of an index a shard of which %s, it is told right after the restore only', (_, change) => {
  const sight = { content, writes: 0, recoveries: recoveries(change) };
  expect(contentAtRestore(sight, snapshot, false)).toBeNull();
  expect(contentAtRestore(sight, snapshot, true)).toEqual(held);
});

test('a shard that is not listed is one that cannot be told', () => {
  const sight = { content, writes: 0, recoveries: recoveries().slice(1) };
  expect(contentAtRestore(sight, snapshot, false)).toBeNull();
});

test('whatever was counted as written makes an index a written one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), (writes) => {
      const before = contentAtRestore({ content, writes, recoveries: recoveries() }, snapshot, false);
      expect(writtenSince(before ?? undefined, content)).toBe(writes === 0 ? 'no' : 'yes');
    }),
  );
});

test('nobody knows of an index that is closed, or was never seen complete', () => {
  expect(writtenSince(held, undefined)).toBe('unknown');
  expect(writtenSince(undefined, content)).toBe('unknown');
});

describe('a backup', () => {
  const { traits, mark, content: now } = expired();
  const decided = (index: Parameters<typeof leftOut>[0][number]) =>
    leftOut([index], new Set([snapshot])).map(({ name }) => name);

  test('leaves out what is as its restore left it, and what cannot be looked at', () => {
    expect(decided(expired())).toEqual([traits.name]);
    expect(decided({ traits, mark })).toEqual([traits.name]);
  });

  test('saves what is in no backup any more, and what nobody says where it came from', () => {
    expect(leftOut([expired()], new Set(['another']))).toEqual([]);
    expect(decided({ traits, mark: { expires: over, content: held }, ...(now && { content: now }) })).toEqual([]);
  });

  test('saves what was written to since, what may have been, and what is kept for good', () => {
    expect(decided(expired({ content: { operations: 61 } }))).toEqual([]);
    expect(decided({ traits, mark: { expires: over }, ...(now && { content: now }) })).toEqual([]);
    expect(decided({ traits, mark: { ...mark, expires: Expiry.never }, ...(now && { content: now }) })).toEqual([]);
  });
});
