import fc from 'fast-check';
import { Expiry } from '../../src/planning/expiry';
import type { RestoredNow } from '../../src/planning/expiry-verdict';
import type { IndexAlias, IndexTraits } from '../../src/planning/live-index';
import { aliasOf, readMark } from '../../src/planning/restored-mark';
import type { RestoredContent, RestoredFrom, RestoredMark } from '../../src/planning/restored-mark';

export const from: RestoredFrom = {
  cluster: 'kubesphere',
  snapshot: 'snapshot-20191113010000',
  index: 'ks-logstash-log-2019.11.12',
  run: 'restore-kubesphere-20261130T080000.000Z',
};
export const held: RestoredContent = { uuid: 'u-1', documents: 52, shards: 5, operations: 60 };
export const over = Expiry.parse('2026-12-07T08:00:00Z');
export const now = new Date('2026-12-07T08:00:00Z');

/** An index of which the mark says what is given. */
export function traitsOf(mark: RestoredMark, change: Partial<IndexTraits> = {}): IndexTraits {
  return {
    ...{ name: from.index, uuid: 'u-1', open: true, createdAt: 0 },
    aliases: [{ ...aliasOf(mark), isWriteIndex: false }],
    blocks: { write: false, readOnly: false, onlyDelete: false },
    ...change,
  };
}

/** A restored index whose time is over, and that is as its restore has left it. */
export function expired(
  change: { traits?: Partial<IndexTraits>; content?: Partial<RestoredContent> } = {},
): RestoredNow {
  const mark = { expires: over, from, content: held };
  const traits = traitsOf(mark, change.traits);
  const content = { name: traits.name, bytes: 1, ...held, uuid: traits.uuid, ...change.content };
  return { traits, mark: readMark(traits) ?? mark, content };
}

const smallNumber = fc.integer({ min: 0, max: 3 });
export const arbitraryContent = fc.record({
  uuid: fc.constantFrom('u-1', 'u-2'),
  documents: smallNumber,
  shards: fc.constantFrom(1, 2),
  operations: smallNumber,
});

const moments = [Expiry.parse('2026-12-07T07:59:59Z'), over, Expiry.parse('2026-12-07T08:00:01Z'), Expiry.never];
const alias: fc.Arbitrary<IndexAlias> = fc.oneof(
  fc
    .record({
      expires: fc.constantFrom(...moments),
      from: fc.option(fc.constant(from), { nil: undefined }),
      content: fc.option(arbitraryContent, { nil: undefined }),
    })
    .map(({ expires, from: origin, content }) =>
      aliasOf({ expires, ...(origin && { from: origin }), ...(content && { content }) }),
    ),
  fc.constantFrom('logkeep-expires-2026.12.01', 'logkeep-sealed', 'audit').map((name) => ({ name })),
);

/** Anything that can be found on a cluster, marked or not. */
export const arbitraryIndex = fc.record({
  aliases: fc.array(alias, { maxLength: 3 }),
  uuid: fc.constantFrom('u-1', 'u-2'),
  open: fc.boolean(),
  readOnly: fc.boolean(),
  content: fc.option(arbitraryContent, { nil: undefined }),
});

export type ArbitraryIndex = typeof arbitraryIndex extends fc.Arbitrary<infer T> ? T : never;
