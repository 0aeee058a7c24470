import fc from 'fast-check';
import type { LogWorld } from './log-world';
import { noon } from './log-world';

/** What a case chooses between; the moments are those at which its items were made, in seconds. */
interface Choices {
  timestrings: string[];
  prefixes: string[];
  suffixes: string[];
  expressions: string[];
  moments: number[];
}

type Filters = object[];

const units = ['seconds', 'minutes', 'hours', 'days', 'weeks', 'months', 'years'];
const optional = (key: string, value: fc.Arbitrary<unknown>) =>
  fc.option(value, { nil: undefined, freq: 2 }).map((chosen) => (chosen === undefined ? {} : { [key]: chosen }));
const merged = (...parts: fc.Arbitrary<object>[]) =>
  fc.tuple(...parts).map((all) => Object.assign({}, ...all) as object);
const either = (...values: unknown[]) => fc.constantFrom(...values);
const exclude = optional('exclude', fc.boolean());

/** Lists of one to four filters of indices. Dates in names are written in one way per list. */
export function indexFilters({ indices }: LogWorld): fc.Arbitrary<Filters> {
  const choices: Choices = {
    timestrings: ['%Y.%m.%d', '%Y%m%d', '%Y.%m', '%Y.%W', '%Y.%U', '%G.%V', '%y.%m.%d', '%Y.%j', '%Y.%m.%d.%H', '%Y'],
    prefixes: ['ks', 'ks.logstash', 'ks-logstash-log', 'events', 'week|short', '.k', 'e[v]e?', 'hourly-', 'größe'],
    suffixes: ['1', '0[0-9]', '\\d\\d', 'x40', '15', '(?:00|01)'],
    expressions: [
      'log',
      '^[^-]+-\\d',
      '(?P<year>20\\d{2})\\.01',
      '(?i)KS-',
      '\\bx',
      '\\A\\.',
      '1\\Z',
      '[^\\w.-]',
      '-\\w+$',
      '(?<!s)-2',
      '0{2,3}',
      '{',
      'ö',
    ],
    moments: indices.map(({ createdAt = 0 }) => Math.floor(createdAt / 1000)),
  };
  const filter = (timestring: string) =>
    fc.oneof(
      { weight: 5, arbitrary: age(choices, timestring, true) },
      { weight: 4, arbitrary: period(choices, timestring) },
      { weight: 5, arbitrary: count(choices, timestring, true) },
      { weight: 6, arbitrary: pattern(choices) },
      {
        weight: 2,
        arbitrary: merged(
          type('alias'),
          fc.record({ aliases: either('logs', ['recent'], ['logs', 'recent'], 'l*s', ['rec*']) }),
          exclude,
        ),
      },
      {
        weight: 1,
        arbitrary: merged(
          type('alias'),
          fc.record({ aliases: either('nobody', ['logs', 'nobody']), exclude: fc.constant(false) }),
        ),
      },
      {
        weight: 2,
        arbitrary: merged(
          type('allocated'),
          fc.record({ key: either('rack', 'zone'), value: either('one', 'two') }),
          optional('allocation_type', either('include', 'require', 'exclude', 'exclude')),
          exclude,
        ),
      },
      {
        weight: 4,
        arbitrary: merged(fc.record({ filtertype: either('closed', 'opened', 'empty', 'kibana', 'ilm') }), exclude),
      },
      { weight: 1, arbitrary: type('none') },
      {
        weight: 1,
        arbitrary: merged(
          type('forcemerged'),
          fc.record({ max_num_segments: fc.integer({ min: 1, max: 3 }) }),
          exclude,
        ),
      },
      {
        weight: 2,
        arbitrary: merged(
          type('shards'),
          fc.record({ number_of_shards: fc.integer({ min: 2, max: 3 }) }),
          optional(
            'shard_filter_behavior',
            either('greater_than', 'less_than', 'greater_than_or_equal', 'less_than_or_equal', 'equal'),
          ),
          exclude,
        ),
      },
      { weight: 3, arbitrary: space(timestring) },
    );
  return listOf(choices, filter);
}

/** Lists of one to four filters of snapshots. */
export function snapshotFilters({ snapshots }: LogWorld): fc.Arbitrary<Filters> {
  const choices: Choices = {
    timestrings: ['%Y.%m.%d', '%Y%m%d%H%M%S', '%Y%m%d', '%Y.%W', '%G.%V', '%Y.%m', '%y.%m.%d'],
    prefixes: ['snapshot-', 'nightly', 'weekly|monthly', 'by.hand'],
    suffixes: ['0000', '\\d\\d', '12'],
    expressions: ['^(?P<kind>nightly|other)', 'hand', '2020', '(?!snapshot)^.', '\\d{14}'],
    moments: snapshots.map(({ startedAt = 0 }) => Math.floor(startedAt / 1000)),
  };
  const filter = (timestring: string) =>
    fc.oneof(
      { weight: 4, arbitrary: age(choices, timestring, false) },
      { weight: 4, arbitrary: period(choices, timestring) },
      { weight: 4, arbitrary: count(choices, timestring, false) },
      { weight: 4, arbitrary: pattern(choices) },
      {
        weight: 3,
        arbitrary: merged(
          type('state'),
          optional('state', either('SUCCESS', 'PARTIAL', 'FAILED', 'IN_PROGRESS')),
          exclude,
        ),
      },
      { weight: 1, arbitrary: type('none') },
    );
  return listOf(choices, filter);
}

function listOf({ timestrings }: Choices, filter: (timestring: string) => fc.Arbitrary<object>): fc.Arbitrary<Filters> {
  return fc
    .constantFrom(...timestrings)
    .chain((timestring) =>
      fc.tuple(
        // What has no such date in its name is of little interest to most lists.
        fc.option(fc.constant({ filtertype: 'pattern', kind: 'timestring', value: timestring }), {
          nil: undefined,
          freq: 2,
        }),
        fc.array(filter(timestring), { minLength: 1, maxLength: 3 }),
      ),
    )
    .map(([first, others]) => (first === undefined ? others : [first, ...others]));
}

function type(filtertype: string): fc.Arbitrary<object> {
  return fc.constant({ filtertype });
}

function source(timestring: string): fc.Arbitrary<object> {
  return either(
    { source: 'name', timestring },
    { source: 'name', timestring },
    { source: 'creation_date' },
  ) as fc.Arbitrary<object>;
}

function age({ moments }: Choices, timestring: string, ofIndices: boolean): fc.Arbitrary<object> {
  const direction = fc.record({ direction: either('older', 'younger') });
  const byName = merged(
    fc.constant({ filtertype: 'age', source: 'name', timestring }),
    direction,
    fc.record({ unit: either(...units), unit_count: fc.integer({ min: 0, max: 60 }) }),
    optional('epoch', either(noon, noon - 3 * 86_400, noon * 1000, (noon + 40) * 1_000_000)),
    ofIndices ? optional('unit_count_pattern', either('keep-(\\d+)d', '-(\\d{6})$')) : fc.constant({}),
    exclude,
  );
  const byCreation = merged(
    fc.constant({ filtertype: 'age', source: 'creation_date', unit: 'seconds' }),
    direction,
    fc.record({ unit_count: fc.integer({ min: -2, max: 2 }), epoch: fc.constantFrom(...moments) }),
    exclude,
  );
  return fc.oneof({ weight: 3, arbitrary: byName }, { weight: 2, arbitrary: byCreation });
}

function period({ moments }: Choices, timestring: string): fc.Arbitrary<object> {
  const relative = merged(
    fc.record({ filtertype: fc.constant('period'), unit: either('hours', 'days', 'weeks', 'months', 'years') }),
    source(timestring),
    optional('period_type', fc.constant('relative')),
    fc
      .tuple(fc.integer({ min: -14, max: 2 }), fc.nat(12))
      .map(([from, more]) => ({ range_from: from, range_to: from + more })),
    optional('week_starts_on', either('sunday', 'monday')),
    // A Sunday, a Monday, the days around New Year; creations are at the other moments.
    optional(
      'epoch',
      either(
        noon,
        noon - 3 * 86_400,
        noon - 2 * 86_400,
        noon - 14 * 86_400,
        noon - 15 * 86_400,
        ...moments.slice(0, 3),
      ),
    ),
    exclude,
  );
  const absolute = merged(
    fc.record({ filtertype: fc.constant('period'), period_type: fc.constant('absolute'), unit: either(...units) }),
    source(timestring),
    either(
      { date_from: '2020.01', date_from_format: '%Y.%m', date_to: '2020.1', date_to_format: '%Y.%m' },
      { date_from: '2019-12-01', date_from_format: '%Y-%m-%d', date_to: '2020-01-08', date_to_format: '%Y-%m-%d' },
      { date_from: '2019.52', date_from_format: '%G.%V', date_to: '2020.01', date_to_format: '%G.%V' },
      { date_from: '2018', date_from_format: '%Y', date_to: '2020011423', date_to_format: '%Y%m%d%H' },
    ) as fc.Arbitrary<object>,
    exclude,
  );
  return fc.oneof({ weight: 3, arbitrary: relative }, { weight: 1, arbitrary: absolute });
}

function count(_: Choices, timestring: string, ofIndices: boolean): fc.Arbitrary<object> {
  const common = merged(
    fc.record({ filtertype: fc.constant('count'), count: fc.integer({ min: 1, max: 12 }) }),
    optional('reverse', fc.boolean()),
    either(
      {},
      {},
      { use_age: true, source: 'name', timestring },
      { use_age: true, source: 'creation_date' },
    ) as fc.Arbitrary<object>,
  );
  const groups = merged(common, fc.record({ pattern: either('^([^-]+)-', '^(.*)-\\d{6}$', '^ks-(?P<kind>[a-z]+)') }));
  // Together with exclude: false, a pattern meets a bug of Curator's, which has a test of its own.
  return ofIndices ? fc.oneof(merged(common, exclude), groups) : merged(common, exclude);
}

function pattern({ prefixes, suffixes, expressions, timestrings }: Choices): fc.Arbitrary<object> {
  const values: [string, string[]][] = [
    ['prefix', prefixes],
    ['suffix', suffixes],
    ['regex', expressions],
    ['timestring', timestrings],
  ];
  return fc.oneof(
    ...values.map(([kind, of]) =>
      merged(fc.constant({ filtertype: 'pattern', kind }), fc.record({ value: either(...of) }), exclude),
    ),
  );
}

function space(timestring: string): fc.Arbitrary<object> {
  return merged(
    // From nothing to some hundred kilobytes, in GiB.
    fc.record({ filtertype: fc.constant('space'), disk_space: either(1e-9, 0.00001, 0.00003, 0.00006, 0.0001, 1) }),
    optional('threshold_behavior', either('greater_than', 'less_than')),
    optional('reverse', fc.boolean()),
    either(
      {},
      { use_age: true, source: 'name', timestring },
      { use_age: true, source: 'creation_date' },
    ) as fc.Arbitrary<object>,
    exclude,
  );
}
