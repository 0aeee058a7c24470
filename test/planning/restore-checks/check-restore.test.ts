import fc from 'fast-check';
import { forcibleChecks, whyNotForcible } from '../../../src/planning/restore-checks/check-name';
import { checkRestore, sortChecks } from '../../../src/planning/restore-checks/check-restore';
import type { ShardCopy } from '../../../src/planning/disk-fit/room';
import type { RestoreFacts } from '../../../src/planning/restore-checks/facts';
import type { CheckedPlan } from '../../../src/planning/restore-checks/judge';
import { fitOf } from '../../../src/planning/restore-checks/judge-disk-fit';
import type { Check } from '../../../src/planning/restore-plan';
import { GB, nodeOf, roomOf, rulesOf } from '../disk-fit/rooms';
import { day, factsOf, planOf } from './facts-of';

const found = (facts: Partial<RestoreFacts>, plan: CheckedPlan = planOf()) =>
  checkRestore(factsOf(facts), plan).map(({ name, level }) => `${level} ${name}`);
const said = (facts: Partial<RestoreFacts>, plan: CheckedPlan = planOf()) =>
  checkRestore(factsOf(facts), plan)[0]?.sentence;
const nodes = (...free: number[]) => free.map((gb, position) => nodeOf(`node-${position + 1}`, gb * GB));
const limited = (maxShardsPerNode: number) => roomOf(nodes(90, 90), { rules: rulesOf({ maxShardsPerNode }) });
const enabled = (enable: 'none' | 'primaries' | 'new_primaries') =>
  roomOf(nodes(90, 90), { rules: rulesOf({ enable }) });
const lacking = (different: Partial<ShardCopy> = {}) =>
  roomOf(nodes(90, 90), {
    copies: [{ index: 'lost', shard: 0, primary: true, node: null, bytes: 0, ...different }],
  });
const block = (forbidsChange: boolean) => ({
  cluster: [{ description: 'read-only (api)', forbidsChange }],
  flooded: [],
});

test.each<[string, Partial<RestoreFacts>, CheckedPlan, string[]]>([
  ['nothing', {}, planOf(), []],
  ['no room', { room: roomOf(nodes(10, 10)) }, planOf(), ['fatal diskFit']],
  ['no room for replicas', { room: roomOf(nodes(17, 10)) }, planOf(), ['warning diskFit']],
  ['no room for replicas that nobody wants', { room: roomOf(nodes(17, 10)) }, planOf({ replicas: 0 }), []],
  ['a size that nobody knows', {}, planOf({ bytes: 0 }), ['warning diskFit']],
  ['a red cluster', { health: 'red', room: lacking() }, planOf(), ['fatal redCluster']],
  ['one whose primaries only start', { health: 'red' }, planOf(), []],
  ['one in which somebody restores', { health: 'red', room: lacking({ awaitsRestore: true }) }, planOf(), []],
  ['a yellow one', { health: 'yellow' }, planOf(), []],
  ['a read-only cluster', { blocks: block(true) }, planOf(), ['fatal readOnly']],
  ['a block that forbids no change', { blocks: block(false) }, planOf(), []],
  ['blocked indices', { blocks: { cluster: [], flooded: ['a'] } }, planOf(), ['warning floodStage']],
  ['no allocation', { room: enabled('none') }, planOf(), ['fatal allocation']],
  ['allocation of primaries', { room: enabled('primaries') }, planOf(), ['warning allocation']],
  ['allocation of new primaries', { room: enabled('new_primaries') }, planOf({ replicas: 0 }), []],
  ['as many shards as may be', { room: limited(55) }, planOf(), []],
  ['one shard too many with replicas', { room: limited(54) }, planOf(), ['warning shardLimit']],
  ['one shard too many', { room: limited(52) }, planOf(), ['fatal shardLimit']],
  ['one too many, which 6.7 only logs', { room: limited(52), limitsShards: false }, planOf(), ['warning shardLimit']],
  ['no limit of shards', { room: roomOf(nodes(90, 90), { rules: rulesOf({ maxShardsPerNode: null }) }) }, planOf(), []],
  ['a closed target', { closed: [{ name: day, shards: 5 }] }, planOf({ shards: 5 }), []],
  [
    'a closed target of other shards',
    { closed: [{ name: day, shards: 3 }] },
    planOf({ shards: 5 }),
    ['fatal closedTarget'],
  ],
  ['a closed target, shards unknown', { closed: [{ name: day, shards: 3 }] }, planOf(), []],
  [
    'the deletion of its snapshot',
    { deletions: [{ repository: 'backups', snapshot: 'snapshot-1' }] },
    planOf(),
    ['fatal snapshotDeletion'],
  ],
  ['one of that name elsewhere', { deletions: [{ repository: 'other', snapshot: 'snapshot-1' }] }, planOf(), []],
  ['another deletion', { deletions: [{ repository: 'backups', snapshot: 'snapshot-0' }] }, planOf(), []],
  [
    'another deletion, before 7.9',
    { deletions: [{ repository: 'other', snapshot: 'snapshot-0' }], restoresDuringDeletions: false },
    planOf(),
    ['warning snapshotDeletion'],
  ],
])('%s', (_, facts, plan, expected) => {
  expect(found(facts, plan)).toEqual(expected);
});

test('everything is found at once', () => {
  const bad: Partial<RestoreFacts> = {
    health: 'red',
    room: roomOf(nodes(10, 10), { copies: lacking().copies, rules: rulesOf({ enable: 'none', maxShardsPerNode: 1 }) }),
    blocks: block(true),
  };
  expect(found(bad)).toEqual([
    'fatal readOnly',
    'fatal shardLimit',
    'fatal allocation',
    'fatal redCluster',
    'fatal diskFit',
  ]);
});

test('a server that would fill the disk is said to', () => {
  const room = roomOf(nodes(10, 10), { sizesRestores: false });
  expect(said({ room })).toMatch(
    /^it does not fit: 1\.1 GB more .* \(elasticsearch 6\.7\.0 does not look at sizes before it restores, and fills the disk\)$/,
  );
});

test('the fit of the plan has the figures of each node', () => {
  expect(fitOf(factsOf(), planOf({ shards: 2, replicas: 0 }))).toEqual({
    verdict: 'fits',
    sentence: 'fits: 1.1 GB on 2 nodes',
    nodes: [1, 2].map((number) => ({ node: `node-${number}`, free: 75 * GB, needed: expect.any(Number) as number })),
  });
});

describe('force', () => {
  const check = (name: string, level: Check['level'] = 'fatal'): Check => ({ name, level, sentence: `about ${name}` });

  test('overrules what it names, and nothing else', () => {
    const checks = [check('diskFit'), check('redCluster'), check('floodStage', 'warning')];
    expect(sortChecks(checks, ['diskFit'])).toEqual({
      objections: ['about redCluster ["force": ["redCluster"] overrules it]'],
      warnings: ['overruled (diskFit): about diskFit', 'about floodStage'],
    });
  });

  test('never overrules what Elasticsearch refuses', () => {
    expect(sortChecks([check('readOnly')], ['readOnly']).objections).toEqual(['about readOnly']);
  });

  test('loses nothing that was found', () => {
    const names = fc.constantFrom('diskFit', 'redCluster', 'readOnly', 'cleaner', 'floodStage');
    const levels = fc.constantFrom<Check['level']>('fatal', 'warning');
    const some = fc.array(fc.tuple(names, levels).map(([name, level]) => check(name, level)));
    fc.assert(
      fc.property(some, fc.array(names), (checks, force) => {
        const { objections, warnings } = sortChecks(checks, force);
        expect(objections.length + warnings.length).toBe(checks.length);
        const isFree = checks.every(
          ({ name, level }) => level === 'warning' || force.some((forced) => forced === name),
        );
        if (!isFree) expect(objections.length).toBeGreaterThan(0);
      }),
    );
  });

  test.each(forcibleChecks)('%s may be named', (name) => {
    expect(whyNotForcible(name)).toBeNull();
  });

  test.each([
    ['readOnly', 'cannot overrule "readOnly": Elasticsearch itself refuses then'],
    ['floodStage', 'need not overrule "floodStage": it forbids nothing'],
    ['diskfit', 'names an unknown check "diskfit", did you mean "diskFit"?'],
    ['everything', 'names an unknown check "everything"'],
  ])('%s may not', (name, why) => {
    expect(whyNotForcible(name)).toBe(`${why} ("force" can overrule ${forcibleChecks.join(', ')})`);
  });
});
