import { convertCurator } from '../../../src/planning/import/convert-curator';
import type { CuratorContext } from '../../../src/planning/import/curator-context';
import { NotImportable } from '../../../src/planning/import/imported';

const context: CuratorContext = { place: (path) => path.join('.') };
const prefix = { filtertype: 'pattern', kind: 'prefix', value: 'logs-' };
const age = {
  filtertype: 'age',
  source: 'name',
  direction: 'older',
  timestring: '%Y.%m.%d',
  unit: 'days',
  unit_count: 7,
};
const cleanup = (...filters: object[]) => ({ action: 'delete_indices', filters });

function convert(...actions: object[]) {
  return convertCurator({ actions: Object.fromEntries(actions.map((action, place) => [place + 1, action])) }, context);
}

/** The cleanup of the only cluster. */
function indicesOf(...filters: object[]) {
  return Object.values(convert(cleanup(...filters)).clusters)[0]?.indices;
}

test.each([
  ['7 days', {}, '7d'],
  ['weeks', { unit: 'weeks', unit_count: 2 }, '14d'],
  ['months of 30 days', { unit: 'months', unit_count: 1 }, '30d'],
  ['hours', { unit: 'hours', unit_count: 30 }, '30h'],
  [
    'numbers in texts and empty keys',
    { unit_count: '7', epoch: null, field: null, stats_result: null, exclude: 'no' },
    '7d',
  ],
])('an age by the date in the name becomes maxAge: %s', (_, different, maxAge) => {
  expect(indicesOf(prefix, { ...age, ...different })).toEqual({ pattern: 'logs-%Y.%m.%d', maxAge });
});

test.each<[string, ...object[]]>([
  ['an age by creation', prefix, { ...age, source: 'creation_date' }],
  ['younger ones', prefix, { ...age, direction: 'younger' }],
  ['an exclude', prefix, { ...age, exclude: true }],
  ['an epoch', prefix, { ...age, epoch: 1_579_089_600 }],
  ['a number of its own in the name', prefix, { ...age, unit_count_pattern: '(\\d+)d' }],
  ['another form of the date', prefix, { ...age, timestring: '%Y.%m' }],
  ['one more condition', prefix, age, { filtertype: 'opened', exclude: false }],
  ['a suffix', prefix, age, { filtertype: 'pattern', kind: 'suffix', value: '1' }],
  ['a digit in the prefix, which could be taken for one of the date', { ...prefix, value: 'logs-2-' }, age],
])('filters that say more than maxAge stay filters: %s', (_, ...filters: object[]) => {
  const indices = indicesOf(...filters);
  expect(indices).not.toHaveProperty('maxAge');
  // And one that Curator adds by itself.
  expect(indices?.filters).toHaveLength(filters.length + 1);
  expect(indices?.filters?.at(-1)).toEqual({ filtertype: 'ilm' });
});

test('filters are written without what is the default anyway', () => {
  const { filters } = indicesOf(prefix, { filtertype: 'count', count: 3, reverse: true, exclude: true }) ?? {};
  expect(filters?.slice(0, 2)).toEqual([prefix, { filtertype: 'count', count: 3 }]);
});

test('an action is left out whole when one of its filters cannot be carried over', () => {
  const { clusters, remarks } = convert(cleanup(prefix, { ...age, source: 'field_stats', field: '@timestamp' }));
  expect(clusters).toEqual({});
  expect(remarks).toEqual([
    'Action 1 (delete_indices): is left out, because actions.1.filters.1.source cannot be field_stats, which would search every index each time: use creation_date or name',
  ]);
});

test('actions are taken in the order of their numbers', () => {
  const actions = {
    10: cleanup(prefix, age),
    9: { action: 'forcemerge' },
    2: { ...cleanup(age), options: { disable_action: true } },
  };
  const { remarks } = convertCurator({ actions }, context);
  expect(remarks.slice(0, 3)).toEqual([
    'Action 2 (delete_indices): is left out, because it is disabled (disable_action)',
    'Action 9 (forcemerge): is left out: logkeep has nothing like it',
    expect.stringMatching(/^Action 10 \(delete_indices\): Curator chooses among all indices that begin so/),
  ]);
});

test('snapshot, retention and cleanup of the same indices become one cluster', () => {
  const { clusters, notes, remarks } = convert(
    { action: 'snapshot', options: { repository: 'backups', partial: 'yes' }, filters: [prefix] },
    {
      action: 'delete_snapshots',
      options: { repository: 'backups' },
      filters: [
        { filtertype: 'pattern', kind: 'prefix', value: 'curator-' },
        { ...age, source: 'creation_date', timestring: null, unit_count: 45 },
      ],
    },
    cleanup(prefix, age),
  );
  expect(clusters).toEqual({
    logs: {
      elasticsearch: { url: 'http://127.0.0.1:9200' },
      schedule: '0 1 * * *',
      timezone: 'UTC',
      indices: { pattern: 'logs-%Y.%m.%d', maxAge: '7d' },
      repository: { name: 'backups' },
      snapshots: {
        name: 'curator-%Y%m%d%H%M%S',
        filters: [
          { filtertype: 'pattern', kind: 'prefix', value: 'curator-' },
          { filtertype: 'age', source: 'creation_date', direction: 'older', unit: 'days', unit_count: 45 },
        ],
      },
    },
  });
  expect(notes.map(({ text }) => text)).toContainEqual(
    expect.stringMatching(/Shorter, and different by seconds only: maxAge: 45d/),
  );
  expect(remarks).toContainEqual(
    'Action 1 (snapshot): partial: true is not carried over: to logkeep a snapshot with a failed shard is no backup',
  );
});

const retention = (...filters: object[]) =>
  convert(
    { action: 'snapshot', options: { repository: 'r' }, filters: [prefix] },
    { action: 'delete_snapshots', options: { repository: 'r' }, filters },
  );
const exact = '%Y%m%d%H%M%S';
const success = { filtertype: 'state', state: 'SUCCESS' };

test.each([
  ['the age of names that tell the second', [{ ...age, timestring: exact }], { maxAge: '7d' }],
  ['a count of successful ones', [success, { filtertype: 'count', count: 10 }], { maxCount: 10 }],
  [
    'a count of successful ones by the date in names',
    [success, { filtertype: 'count', count: 10, use_age: true, source: 'name', timestring: exact }],
    { maxCount: 10 },
  ],
  [
    'a count of all, failed ones too',
    [{ filtertype: 'count', count: 10 }],
    { filters: [{ filtertype: 'count', count: 10 }] },
  ],
  [
    'the first of the alphabet',
    [success, { filtertype: 'count', count: 10, reverse: false }],
    { filters: [{ filtertype: 'state' }, { filtertype: 'count', count: 10, reverse: false }] },
  ],
])('retention: %s', (_, filters, expected) => {
  expect(retention(...filters).clusters.logs?.snapshots).toEqual({ name: `curator-${exact}`, ...expected });
});

test('a retention that matches none of the new names is told', () => {
  const { remarks } = retention(
    { filtertype: 'pattern', kind: 'prefix', value: 'nightly-' },
    { ...age, timestring: exact },
  );
  expect(remarks).toContainEqual(expect.stringMatching(/its pattern does not match the names that logkeep gives/));
});

test.each([
  ['%Y.%m.%d', 'nightly-%Y.%m.%d', 'nightly-%Y.%m.%d-%H%M%S'],
  ['date math', '<nightly-{now/d}>', 'nightly-%Y.%m.%d-%H%M%S'],
  ['date math with a format', '<nightly-{now/d{yyyyMMddHHmmss|UTC}}>', 'nightly-%Y%m%d%H%M%S'],
  ['a code that names cannot have', 'nightly-%j', 'snapshot-%Y%m%d%H%M%S'],
])('snapshot names become unique to the second: %s', (_, name, expected) => {
  const { clusters, remarks } = convert({ action: 'snapshot', options: { repository: 'r', name }, filters: [prefix] });
  expect(clusters.logs?.snapshots).toEqual({ name: expected });
  expect(remarks).toContainEqual(expect.stringContaining(`snapshots are named ${expected} rather than ${name}`));
});

test.each([
  ['a list', [], [], 'must be a Curator action file'],
  ['nothing', null, [], 'must be a Curator action file'],
  ['actions in a list', { actions: [] }, ['actions'], 'must be a Curator action file'],
  ['no actions', { actions: {} }, ['actions'], 'must list at least one action'],
  [
    'an unknown action',
    { actions: { 1: { action: 'snapshto' } } },
    ['actions', '1', 'action'],
    '"snapshto" is no action of Curator, did you mean "snapshot"?',
  ],
  [
    'an unknown option',
    { actions: { 1: { action: 'delete_indices', options: { retry: 1 } } } },
    ['actions', '1', 'options', 'retry'],
    'unknown option',
  ],
  [
    'no repository',
    { actions: { 1: { action: 'snapshot' } } },
    ['actions', '1', 'options', 'repository'],
    'is needed: the name of the repository',
  ],
  [
    'filters that are no list',
    { actions: { 1: { action: 'delete_indices', filters: {} } } },
    ['actions', '1', 'filters'],
    'must be a list',
  ],
])('%s is no action file', (_, value, path, message) => {
  try {
    convertCurator(value, context);
  } catch (error) {
    expect(error).toBeInstanceOf(NotImportable);
    expect((error as NotImportable).problems).toEqual([{ path, message: expect.stringContaining(message) as string }]);
    return;
  }
  throw new Error('It was accepted');
});
