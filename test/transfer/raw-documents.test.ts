import fc from 'fast-check';
import { documentsIn, flatten } from '../../src/elasticsearch/raw-documents';
import { ReusedBytes } from '../../src/elasticsearch/reused-bytes';
import { ContentSum } from '../../src/planning/export/content-sum';
import { bulkRequest } from '../../src/transfer/bulk-request';
import { linesOf } from '../../src/transfer/document-lines';

interface Hit {
  _id: string;
  _routing?: string;
  _source: unknown;
}

const hits = fc.array(
  fc.record(
    {
      _id: fc.string({ unit: 'grapheme', minLength: 1 }),
      _routing: fc.string(),
      _source: fc.dictionary(fc.string(), fc.json()),
    },
    { requiredKeys: ['_id', '_source'] },
  ),
) as fc.Arbitrary<Hit[]>;

/** As servers write it: members before and after that logkeep does not need, with brackets and quotes in them. */
const answerOf = (list: readonly object[], space?: number) =>
  Buffer.from(
    JSON.stringify(
      {
        ...{ took: 3, timed_out: false, _shards: { total: 1, failed: 0 }, note: '"hits":[{' },
        hits: {
          max_score: null,
          hits: list.map((hit) => ({ _index: 'i"]}', _score: 1.0, ...hit, sort: [1] })),
          more: [],
        },
      },
      null,
      space,
    ),
  );
const lines = (answer: Buffer) => linesOf(answer, new ContentSum(), new ReusedBytes(0)).bytes.toString();

test.each([undefined, 2])('documents become one line each, whatever is in them (indented by %s)', (space) => {
  fc.assert(
    fc.property(hits, (list) => {
      const read = lines(answerOf(list, space)).split('\n').slice(0, -1);
      expect(read.map((line) => JSON.parse(line) as Hit)).toEqual(list);
    }),
  );
});

test('numbers and texts come through byte for byte', () => {
  const source =
    '{"big":123456789012345678901234567890,"float":1.0000000000000000001e-7,"twice":1,"twice":2,"text":"\\u00e9é\\/\\"😀","deep":{"a":[{"b":"}]"}]}}';
  const answer = Buffer.from(
    `{"hits":{"hits":[{"_index":"i","_type":"t","_id":"1","_routing":"r","_source":${source}}]}}`,
  );
  expect(lines(answer)).toBe(`{"_id":"1","_routing":"r","_source":${source}}\n`);
});

test('the answer of _mget is read the same way, with documents that are not there', () => {
  const answer = Buffer.from(
    '{"docs":[{"_index":"i","_id":"a","found":true,"_source":{}},{"_index":"i","_id":"b","found":false}]}',
  );
  expect([...documentsIn(answer)].map(({ source }) => source !== undefined)).toEqual([true, false]);
});

test.each([
  '',
  '{',
  '[]',
  '{"hits":{}}',
  '{"hits":{"hits":[{"_id":"1"',
  '{"hits":{"hits":[{"_source":{}}]}}',
  '<html>',
])('what is no answer is refused: %s', (text) => {
  expect(() => [...documentsIn(Buffer.from(text))]).toThrow(/in a form that logkeep does not know/);
});

test('a document with a comment is refused, since no other reader would take it', () => {
  const answer = Buffer.from('{"hits":{"hits":[{"_id":"1","_source":{/* " */"a":1}}]}}');
  expect(() => [...documentsIn(answer)]).toThrow(/has a comment in its JSON/);
});

test('line ends between tokens become spaces, and those in texts stay escaped', () => {
  const bytes = Buffer.from('{\r\n "a": "x\\n",\n "b": 1\n}');
  flatten(bytes);
  expect(bytes.toString()).toBe('{   "a": "x\\n",  "b": 1 }');
});

test('lines become create actions with the same sources', () => {
  fc.assert(
    fc.property(hits, (list) => {
      const { content } = bulkRequest(Buffer.from(lines(answerOf(list))), 'flb_type');
      const sent = content
        .toString()
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as unknown);
      const expected = list.flatMap(({ _id, _routing, _source }) => [
        { create: { _id, ...(_routing === undefined ? {} : { routing: _routing }), _type: 'flb_type' } },
        _source,
      ]);
      expect(sent).toEqual(expected);
    }),
  );
});

test.each([
  '{"delete":{"_id":"1"}}',
  '{"_id":1,"_source":{}}',
  '{"_id":"1","_source":[]}',
  '{"_id":"1"}',
  'x',
  '{"_id":"1',
])('a line that no export has written is refused: %s', (line) => {
  expect(() => bulkRequest(Buffer.from(`${line}\n`))).toThrow(/is not a document/);
});
