import { manifestSchema } from '../../../src/planning/export/manifest';
import { isPartName } from '../../../src/planning/export/part-name';
import { otherSource } from '../../../src/planning/export/same-source';
import { aManifest, aPart } from './a-manifest';

const problemsOf = (change: object) => {
  const read = manifestSchema.safeParse({ ...aManifest, ...change });
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
};

test('a manifest is read as it was written', () => {
  expect(manifestSchema.parse(JSON.parse(JSON.stringify(aManifest)))).toEqual(aManifest);
});

test.each([
  ['../../etc/passwd', /is not the name of its part/],
  ['/etc/passwd', /is not the name of its part/],
  ['part-0-000000000000001.ndjson.gz', /is not the name of its part/],
])('a part in the file %s is refused', (file, expected) => {
  expect(problemsOf({ parts: [{ ...aPart, file }] })).toEqual([expect.stringMatching(expected)]);
});

test.each([
  ['counts that do not add up', { documents: 3 }],
  ['a file twice', { parts: [aPart, aPart], documents: 4, bytes: 200 }],
  ['a part that ends before it begins', { parts: [{ ...aPart, to: -1 }] }],
  ['a newer form', { version: 2 }],
  ['a checksum that is none', { content: 'x' }],
  ['no parts', { parts: undefined }],
])('a manifest with %s is refused', (_, change) => {
  expect(problemsOf(change)).not.toEqual([]);
});

test.each([
  ['part-0-000000000000000.ndjson.gz', true],
  ['part-12-000000000500000.ndjson.gz.partial', true],
  ['part-0-0.ndjson.gz', false],
  ['holiday.jpg', false],
])('%s is the name of a part: %s', (name, expected) => {
  expect(isPartName(name)).toBe(expected);
});

describe('an export goes on', () => {
  const { source, shards } = aManifest;
  const counted = shards;

  test('when the index grew, and when it was restored anew from the same snapshot', () => {
    expect(otherSource({ source, shards }, source, counted)).toBeNull();
    const restored = { ...source, snapshot: 'snapshot-1', uuid: 'first' };
    expect(otherSource({ source: restored, shards }, { ...restored, uuid: 'second' }, counted)).toBeNull();
  });

  test.each([
    ['another index', { ...source, index: 'other' }, counted, /holds a part of/],
    ['another index of the same name', { ...source, uuid: 'other' }, counted, /was deleted and created again/],
    [
      'the backup of it',
      { ...source, snapshot: 'snapshot-1' },
      counted,
      /as it is live, and this is .* from snapshot-1/,
    ],
    ['an index that lost a document', source, [{ shard: 0, documents: 1 }], /were changed or deleted/],
  ])('but not with %s', (_, now, counts, expected) => {
    expect(otherSource({ source, shards }, now, counts)).toMatch(expected);
  });
});
