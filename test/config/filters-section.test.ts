import { configJsonSchema } from '../../src/config/schema';
import { parseConfig } from '../../src/config/load';
import { clusterWith, problemsIn } from './written';

const indices = (...lines: string[]) => clusterWith('indices:', '  filters:', ...lines.map((line) => `    ${line}`));
const snapshots = (...lines: string[]) =>
  clusterWith('snapshots:', '  filters:', ...lines.map((line) => `    ${line}`));

test('filters reach the settings with their defaults', () => {
  const [cluster] = parseConfig(
    `${indices("- {filtertype: age, source: name, timestring: '%Y.%m.%d', direction: older, unit: days, unit_count: 7}", '- {filtertype: closed}')}    snapshots: {filters: [{filtertype: state}]}\n`,
    'logkeep.yaml',
  ).clusters;
  expect(cluster?.cleanup?.filters).toEqual([
    {
      filtertype: 'age',
      source: 'name',
      timestring: '%Y.%m.%d',
      direction: 'older',
      unit: 'days',
      unit_count: 7,
      exclude: false,
    },
    { filtertype: 'closed', exclude: true },
  ]);
  expect(cluster?.retention?.filters).toEqual([{ filtertype: 'state', state: 'SUCCESS', exclude: false }]);
});

test('without filters there are none in the settings', () => {
  const [cluster] = parseConfig(clusterWith(), 'logkeep.yaml').clusters;
  expect(cluster).not.toHaveProperty('cleanup');
  expect(cluster).not.toHaveProperty('retention');
});

test.each([
  ['an empty list', clusterWith('indices: {filters: []}'), /indices\.filters \(.*\): must list at least one filter/],
  [
    'a slip in a key',
    indices('- {filtertype: closed, exlude: false}'),
    /filters\.0\.exlude \(line 6, .*\): unknown key, did you mean "exclude"\?/,
  ],
  [
    'a key of another filter',
    indices('- {filtertype: closed, unit: days}'),
    /unit \(.*\): unknown key \(known: filtertype, exclude\)/,
  ],
  [
    'a slip in a filtertype',
    indices('- {filtertype: patern}'),
    /filtertype \(.*\): must be age, alias, .*, did you mean "pattern"\?/,
  ],
  [
    'a filter of indices for snapshots',
    snapshots('- {filtertype: closed}'),
    /filtertype \(.*\): must be age, count, none, pattern, period, state$/,
  ],
  ['a state for indices', indices('- {filtertype: state}'), /filtertype \(.*\): must be age, alias/],
  ['a text', indices('- age'), /filters\.0 \(.*\): must be a mapping/],
  [
    'a slip in a word',
    indices('- {filtertype: age, source: creation_date, direction: odler, unit: days, unit_count: 1}'),
    /direction \(.*\): must be older, younger, did you mean "older"\?/,
  ],
  [
    'no timestring',
    indices('- {filtertype: age, source: name, direction: older, unit: days, unit_count: 1}'),
    /filters\.0.* \(.*\): is needed to read dates from names/,
  ],
  [
    'field_stats',
    indices('- {filtertype: age, source: field_stats, direction: older, unit: days, unit_count: 1}'),
    /source \(.*\): cannot be field_stats, which would search every index/,
  ],
  [
    'no source for an order by age',
    indices('- {filtertype: count, count: 3, use_age: true}'),
    /is needed with use_age/,
  ],
  ['a count of none', indices('- {filtertype: count, count: 0}'), /count \(.*\): must be at least 1/],
  ['a number in quotes', indices('- {filtertype: count, count: "3"}'), /count \(.*\): must be a whole number/],
  [
    'a pattern that Python has alone',
    indices("- {filtertype: pattern, kind: regex, value: '(?>a)b'}"),
    /value \(.*\): "\(\?>a\)b" cannot be used as a pattern: the group/,
  ],
  [
    'a timestring without a year',
    indices("- {filtertype: age, source: name, timestring: '%m.%d', direction: older, unit: days, unit_count: 1}"),
    /timestring \(.*\): "%m\.%d" cannot tell a date: it has no year/,
  ],
  [
    'a range the wrong way round',
    indices('- {filtertype: period, source: creation_date, unit: days, range_from: -1, range_to: -2}'),
    /range_to \(.*\): must not be less than range_from/,
  ],
  [
    'a date that does not follow its format',
    indices(
      "- {filtertype: period, period_type: absolute, source: creation_date, unit: days, date_from: '2020.01', date_from_format: '%Y', date_to: '2020', date_to_format: '%Y'}",
    ),
    /date_from \(.*\): date_from "2020\.01" is no date like %Y/,
  ],
  [
    'groups',
    indices("- {filtertype: count, count: 1, pattern: '(a)(b)'}"),
    /must capture exactly one group \( \), not 2/,
  ],
  [
    'less than one shard',
    indices('- {filtertype: shards, number_of_shards: 1, shard_filter_behavior: less_than}'),
    /every index has a shard/,
  ],
])('%s in a list of filters is one problem with its place', (_, text, problem) => {
  expect(problemsIn(text)).toEqual([expect.stringMatching(problem)]);
});

test('the JSON Schema lists the keys of every filter', () => {
  const text = JSON.stringify(configJsonSchema());
  for (const key of ['filtertype', 'unit_count_pattern', 'week_starts_on', 'threshold_behavior', 'max_num_segments'])
    expect(text).toContain(`"${key}"`);
});
