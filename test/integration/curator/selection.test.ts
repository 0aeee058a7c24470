import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { z } from 'zod';
import { readCuratorFile } from '../../../src/config/curator-file';
import { readIndexFacts } from '../../../src/elasticsearch/index-facts';
import { indexFilter } from '../../../src/planning/selection/index-filters';
import { pythonRegex } from '../../../src/planning/selection/python-regex';
import { selectIndices, selectSnapshots } from '../../../src/planning/selection/select';
import { snapshotFilter } from '../../../src/planning/selection/snapshot-filters';
import { deleteByName, repository } from '../../world/log-cluster';
import { indexFilters, snapshotFilters } from './arbitrary-filters';
import { startCurator } from './curator-process';
import type { Case, CuratorProcess } from './curator-process';
import { createUnassigned, noon, startLogWorld } from './log-world';
import type { LogWorld } from './log-world';

let world: LogWorld;
let curator: CuratorProcess;

beforeAll(async () => {
  world = await startLogWorld();
  process.env.LOGKEEP_A = 'from the environment';
  curator = await startCurator(world.cluster.server.url, repository);
});

afterAll(async () => {
  delete process.env.LOGKEEP_A;
  await curator?.stop();
  await world?.cluster.stop();
});

/** What logkeep chooses of the same world. */
function ours({ of, filters, now }: Case): string[] {
  const moment = new Date(now * 1000);
  const { chosen } =
    of === 'indices'
      ? selectIndices(z.array(indexFilter).parse(filters), world.indices, moment)
      : selectSnapshots(z.array(snapshotFilter).parse(filters), world.snapshots, moment);
  return chosen.map(({ name }) => name);
}

/** Where Curator ends with an error instead of a choice: each has a test below. */
const failures = /does not match format|out of range|unconverted data|list\.remove/;

test.each([
  ['indices', () => indexFilters(world)],
  ['snapshots', () => snapshotFilters(world)],
] as const)('Curator 5.8.4 and logkeep choose the same %s in hundreds of cases', async (of, filters) => {
  const different: object[] = [];
  const counted = { compared: 0, choosing: 0, failed: 0 };
  for (const list of fc.sample<object[]>(filters(), { numRuns: 300, seed: 584 })) {
    const question = { of, filters: list, now: noon };
    const answer = await curator.choose(question);
    if ('error' in answer) {
      if (!failures.test(answer.error)) different.push({ filters: list, error: answer.error });
      counted.failed += 1;
      continue;
    }
    const [mine, theirs] = [ours(question), answer.chosen];
    counted.compared += 1;
    if (theirs.length > 0) counted.choosing += 1;
    const [missing, extra] = [
      theirs.filter((name) => !mine.includes(name)),
      mine.filter((name) => !theirs.includes(name)),
    ];
    if (missing.length + extra.length > 0) different.push({ filters: list, missing, extra });
  }
  expect(different).toEqual([]);
  // Otherwise the cases would say little.
  expect(counted.compared).toBeGreaterThan(250);
  expect(counted.choosing).toBeGreaterThan(100);
});

async function both(of: Case['of'], ...filters: object[]) {
  const question = { of, filters, now: noon };
  const answer = await curator.choose(question);
  return { curator: 'chosen' in answer ? answer.chosen : answer.error, logkeep: ours(question) };
}

const prefix = (value: string) => ({ filtertype: 'pattern', kind: 'prefix', value });
const byName = (timestring: string, more: object = {}) => ({
  ...{ filtertype: 'age', source: 'name', timestring, direction: 'older', unit: 'days', unit_count: 7 },
  ...more,
});

describe('bugs of Curator 5.8.4 that logkeep does not have', () => {
  test('a count with a pattern that leaves something out forgets exclude: false', async () => {
    const kept = { filtertype: 'count', count: 1, pattern: '^(rollover)-', exclude: false };
    expect(await both('indices', kept)).toEqual({
      curator: ['rollover-000001', 'rollover-000002'],
      logkeep: ['rollover-000003'],
    });
  });

  test('an index counts by a date that an earlier filter read in another form', async () => {
    const list = [prefix('events'), byName('%Y%m%d', { unit_count: 1 }), byName('%Y-%m-%d')];
    expect(await both('indices', ...list)).toEqual({ curator: ['events-20191206', 'events-20200103'], logkeep: [] });
  });

  test('an index that names no number of days is excluded from nothing, so it is chosen', async () => {
    const own = byName('%Y.%m.%d', { unit_count: -1, unit_count_pattern: '(\\d+)d', exclude: true });
    expect(await both('indices', prefix('keep'), own)).toEqual({
      curator: ['keep-30d-2020.01.01', 'keep-x-2020.01.01'],
      logkeep: ['keep-30d-2020.01.01'],
    });
  });

  test('an alias that does not exist opens the others that protect indices', async () => {
    const protectedOnes = { filtertype: 'alias', aliases: ['recent', 'nobody'], exclude: true };
    expect(await both('indices', prefix('keep'), protectedOnes)).toEqual({
      curator: ['keep-30d-2020.01.01', 'keep-3d-2020.01.01', 'keep-x-2020.01.01'],
      logkeep: ['keep-3d-2020.01.01', 'keep-x-2020.01.01'],
    });
  });

  test('one impossible date in a name fails the whole action', async () => {
    const { curator: theirs, logkeep } = await both('indices', prefix('week|short-20'), byName('%Y.%m'));
    expect(theirs).toMatch(/ValueError: time data/);
    expect(logkeep).toEqual(['week-2020.01']);
  });

  test('month 53 is read as the 31st of May', async () => {
    expect(await both('indices', prefix('week-2019'), byName('%Y.%m'))).toEqual({
      curator: ['week-2019.51', 'week-2019.52', 'week-2019.53'],
      logkeep: [],
    });
  });

  test('a closed index in a count by creation date fails the whole action', async () => {
    // All three are within the count, and so one that Curator has already left out is to be left out again.
    const newest = { filtertype: 'count', count: 3, use_age: true, source: 'creation_date' };
    const { curator: theirs, logkeep } = await both('indices', prefix('hourly'), newest);
    expect(theirs).toMatch(/ValueError: list\.remove/);
    expect(logkeep).toEqual([]);
  });

  test('an index whose shards are nowhere counts as empty', async () => {
    const { elasticsearch } = world.cluster;
    await createUnassigned(elasticsearch, 'nowhere');
    try {
      const question: Case = { of: 'indices', filters: [prefix('nowhere'), { filtertype: 'empty' }], now: noon };
      expect(await curator.choose(question)).toEqual({ chosen: ['nowhere'] });
      const facts = await readIndexFacts(elasticsearch, 'nowhere');
      const { chosen, others } = selectIndices(z.array(indexFilter).parse(question.filters), facts, new Date());
      expect(chosen).toEqual([]);
      expect(others).toEqual([{ name: 'nowhere', reason: 'has an unknown number of documents' }]);
    } finally {
      await deleteByName(elasticsearch, 'nowhere');
    }
  });

  test.each([
    ['unit_count_pattern', { ...byName('%Y'), unit_count_pattern: '(\\d+)' }],
    ['pattern', { filtertype: 'count', count: 1, pattern: '(.)' }],
  ])('%s is accepted for snapshots and fails when it runs', async (key, filter) => {
    const answer = await curator.choose({ of: 'snapshots', filters: [filter], now: noon });
    expect(answer).toEqual({ error: expect.stringMatching(/^TypeError.*unexpected keyword/) as string });
    expect(snapshotFilter.safeParse(filter).error?.issues).toMatchObject([{ code: 'unrecognized_keys', keys: [key] }]);
  });

  test('a unit_count_pattern that is no regular expression is ignored', async () => {
    const broken = byName('%Y.%m.%d', { unit_count_pattern: '(' });
    const answer = await curator.choose({ of: 'indices', filters: [prefix('keep'), broken], now: noon });
    expect(answer).toMatchObject({ chosen: { length: 3 } });
    expect(indexFilter.safeParse(broken).error?.issues[0]?.message).toMatch(/not a valid regular expression/);
  });
});

describe('what may surprise, and is kept as in Curator', () => {
  test('a dot in a prefix is any character', async () => {
    const { curator: theirs, logkeep } = await both('indices', prefix('ks.logstash-log-2020.01.01'));
    expect(theirs).toEqual(['ksalogstash-log-2020.01.01']);
    expect(logkeep).toEqual(theirs);
  });

  test('on a Sunday, the week that starts on Sunday is the one before', async () => {
    const sunday = {
      filtertype: 'period',
      source: 'name',
      timestring: '%Y.%m.%d',
      unit: 'weeks',
      range_from: 0,
      range_to: 0,
    };
    const { curator: theirs, logkeep } = await both('indices', prefix('ks-'), { ...sunday, epoch: noon - 3 * 86_400 });
    expect(theirs).toEqual([
      'ks-logstash-log-2020.01.06',
      'ks-logstash-log-2020.01.07',
      'ks-logstash-log-2020.01.08',
      'ks-logstash-log-2020.01.09',
    ]);
    expect(logkeep).toEqual(theirs);
  });

  test('what has no date in its name is never chosen by age', async () => {
    const { curator: theirs, logkeep } = await both('indices', prefix('rollover|index|.kibana'), byName('%Y.%m.%d'));
    expect(theirs).toEqual([]);
    expect(logkeep).toEqual([]);
  });
});

test('an action file is read as Curator reads it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'logkeep-curator-'));
  const file = join(folder, 'action_file.yml');
  const values = [
    '${LOGKEEP_A}',
    '${LOGKEEP_NONE}',
    '${LOGKEEP_NONE:7}',
    '"${LOGKEEP_A}"',
    'x${LOGKEEP_A}',
    'yes',
    'Off',
    '010',
    '""',
  ];
  writeFileSync(file, `actions:\n${values.map((value, place) => `  ${place}:\n    a: ${value}`).join('\n')}\n`);
  try {
    const { value } = readCuratorFile(file);
    expect(await curator.readFile(file)).toEqual({ chosen: value });
    writeFileSync(file, 'url: ${LOGKEEP_NONE:http://es:9200}\n');
    // A default with a colon, which ends Curator.
    expect(await curator.readFile(file)).toEqual({
      error: expect.stringContaining('too many values to unpack') as string,
    });
    expect(readCuratorFile(file).value).toEqual({ url: 'http://es:9200' });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a pattern of Python finds the same here, or is refused', async () => {
  const names = [...world.indices, ...world.snapshots].map(({ name }) => name);
  const answer = await curator.search(patterns, names);
  if ('error' in answer) throw new Error(answer.error);
  for (const [place, pattern] of patterns.entries()) {
    const expression = pythonRegex(pattern);
    expect({ pattern, found: names.map((name) => expression.test(name)) }).toEqual({
      pattern,
      found: answer.chosen[place],
    });
  }
});

const patterns = [
  ...[
    '^ks',
    'log$',
    '\\d{4}\\.\\d{2}',
    '\\d{,2}x',
    'a{2,}',
    '{',
    'x{1',
    '}',
    ']',
    '[]x]',
    '[^]a-z]',
    '[[]',
    '[a\\]]',
    '[\\w-]+$',
  ],
  ...[
    '(?P<a>\\d)x',
    '(?i)KIBANA',
    '(?i)GRÖSSE|GRÖßE',
    '(?im)^WEEK',
    '(?#note)week',
    '\\Akey|\\Ake',
    '3\\Z',
    '\\bx',
    '\\Bx',
    '\\b\\d\\d\\b',
  ],
  ...[
    '(?:ks|week)-',
    '(?<=-)x',
    '(?<!-)x',
    'k(?=s)',
    'k(?!s)',
    '[0-9a]+?-',
    '\\W\\d',
    '\\D\\d\\D',
    '[^\\W\\d]$'.replace('\\W', '_'),
    '\\-',
    '\\_',
  ],
  ...[
    '\\x6bs',
    '\\u00f6',
    'gr.ße',
    '[à-ÿ]',
    '\\w+ß',
    '\\S',
    '\\s',
    '|',
    'a|',
    '.*?(?:00|01)$',
    '^.{20}$',
    '\\.',
    '/',
    '[.]',
    '[a-]',
    '[-a]',
  ],
];
