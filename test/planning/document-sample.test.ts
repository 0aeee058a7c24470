import fc from 'fast-check';
import { canonicalText, sampleSize, spreadSample } from '../../src/planning/document-sample';

test.each([
  [1, { shards: 1, each: 5 }],
  [2, { shards: 2, each: 2 }],
  [5, { shards: 5, each: 1 }],
  [30, { shards: 5, each: 1 }],
])('a sample of an index with %d shards', (shards, spread) => {
  expect(spreadSample(shards)).toEqual(spread);
});

test('a sample is never more than its size, and never nothing', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), (count) => {
      const { shards, each } = spreadSample(count);
      expect(shards * each).toBeLessThanOrEqual(sampleSize);
      expect(Math.min(shards, each)).toBeGreaterThan(0);
      expect(shards).toBeLessThanOrEqual(count);
    }),
  );
});

test('a document has the same text in whatever order its keys come, and another for any other content', () => {
  expect(canonicalText({ b: [{ d: 1, c: null }], a: 'é' })).toBe('{"a":"é","b":[{"c":null,"d":1}]}');
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (document) => {
      const turned = Object.fromEntries(Object.entries(document).reverse());
      expect(canonicalText(turned)).toBe(canonicalText(document));
      expect(JSON.parse(canonicalText(document))).toEqual(JSON.parse(JSON.stringify(document)));
    }),
  );
});
