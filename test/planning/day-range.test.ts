import fc from 'fast-check';
import { dayRange } from '../../src/planning/day-range';
import { IndexPattern } from '../../src/planning/index-pattern';

const pattern = new IndexPattern('ks-logstash-log-%Y.%m.%d');
const indices = ['ks-logstash-log-2019.11.12', '.kibana', 'ks-logstash-log-2019.11.03', 'ks-logstash-log-2019.11.10'];

test('the first and last day of daily indices, in whatever order they come', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(indices, { minLength: indices.length }), (shuffled) => {
      expect(dayRange(shuffled, pattern)).toEqual({ firstDay: '2019-11-03', lastDay: '2019-11-12' });
    }),
  );
});

test('no daily index has no range', () => {
  expect(dayRange(['.kibana'], pattern)).toEqual({});
});
