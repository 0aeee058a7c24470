import fc from 'fast-check';
import { Cron } from '../../src/planning/cron';
import { planSchedules } from '../../src/planning/schedule-plan';
import type { FoundSchedule, Wish } from '../../src/planning/schedule-plan';
import { scheduleId } from '../../src/planning/scheduled-runs';
import { TimeSpan } from '../../src/planning/time-span';

const fields = { runs: '0 1 * * *', 'time zone': 'UTC' };
const id = (cluster: string) => scheduleId('backup', cluster);

function wish(cluster: string, different: Record<string, string> = {}): Wish {
  const schedule = {
    id: id(cluster),
    kind: 'backup' as const,
    cluster,
    workflowType: 'backup',
    workflowId: `backup-${cluster}`,
    cron: Cron.parse('0 1 * * *'),
    timeZone: 'UTC',
    catchUp: TimeSpan.parse('12h'),
    input: { cluster },
  };
  return { schedule, fields: { ...fields, ...different } };
}

function found(cluster: string, different: Partial<FoundSchedule> = {}): FoundSchedule {
  return { id: id(cluster), cluster, taskQueue: 'logkeep', fields, ...different };
}

const plan = (wishes: Wish[], there: FoundSchedule[], prune = false) =>
  planSchedules(wishes, there, { taskQueue: 'logkeep', prune });

test.each<[string, Wish[], FoundSchedule[], object[]]>([
  ['nothing wanted, nothing there', [], [], []],
  ['not there', [wish('a')], [], [{ action: 'create', id: id('a'), cluster: 'a' }]],
  ['there as wanted', [wish('a')], [found('a')], [{ action: 'keep', id: id('a'), cluster: 'a' }]],
  [
    'there in another way',
    [wish('a', { runs: '0 2 * * *', 'time zone': 'Asia/Shanghai' })],
    [found('a')],
    [
      {
        action: 'update',
        id: id('a'),
        cluster: 'a',
        changes: [
          { field: 'runs', from: '0 1 * * *', to: '0 2 * * *' },
          { field: 'time zone', from: 'UTC', to: 'Asia/Shanghai' },
        ],
      },
    ],
  ],
  [
    'with less or more than wanted',
    [wish('a', { limit: 'x' })],
    [found('a', { fields: { ...fields, jitter: '5min' } })],
    [
      {
        action: 'update',
        id: id('a'),
        cluster: 'a',
        changes: [
          { field: 'limit', from: 'none', to: 'x' },
          { field: 'jitter', from: '5min', to: 'none' },
        ],
      },
    ],
  ],
  [
    "somebody else's under the same ID",
    [wish('a')],
    [{ id: id('a'), taskQueue: 'logkeep', fields }],
    [{ action: 'refuse', id: id('a'), cluster: 'a' }],
  ],
  [
    'on another task queue, as when the file was given a new one',
    [wish('a', { 'task queue': 'logkeep' })],
    [found('a', { taskQueue: 'old', fields: { ...fields, 'task queue': 'old' } })],
    [
      {
        action: 'update',
        id: id('a'),
        cluster: 'a',
        changes: [{ field: 'task queue', from: 'old', to: 'logkeep' }],
      },
    ],
  ],
  ['no longer wanted', [], [found('a')], [{ action: 'leave', id: id('a'), cluster: 'a' }]],
  ['no longer wanted, of another file', [], [found('a', { taskQueue: 'theirs' })], []],
  ["somebody else's", [], [{ id: 'nightly', taskQueue: 'logkeep', fields }], []],
])('%s', (_, wishes, there, steps) => {
  expect(plan(wishes, there)).toEqual(steps);
});

test('what is left over comes last, by name, and goes only when that is asked for', () => {
  const there = [found('z'), found('b'), found('a')];
  expect(plan([wish('b')], there).map(({ action, cluster }) => [action, cluster])).toEqual([
    ['keep', 'b'],
    ['leave', 'a'],
    ['leave', 'z'],
  ]);
  expect(plan([wish('b')], there, true).map(({ action, cluster }) => [action, cluster])).toEqual([
    ['keep', 'b'],
    ['remove', 'a'],
    ['remove', 'z'],
  ]);
});

const clusters = fc.subarray(['a', 'b', 'c', 'd']);
const owners = fc.constantFrom('ours', 'theirs', 'foreign');
const servers = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), owners), { selector: ([name]) => name });

test('only what logkeep made for this very file is ever removed', () => {
  fc.assert(
    fc.property(clusters, servers, (names, there) => {
      const schedules = there.map(([name, owner]) => {
        if (owner === 'foreign') return { id: id(name), taskQueue: 'logkeep', fields };
        return found(name, { taskQueue: owner === 'ours' ? 'logkeep' : 'elsewhere' });
      });
      const steps = plan(
        names.map((name) => wish(name)),
        schedules,
        true,
      );
      const removed = steps.filter(({ action }) => action === 'remove').map(({ cluster }) => cluster);
      const ours = there.filter(([name, owner]) => owner === 'ours' && !names.includes(name));
      expect(removed).toEqual(ours.map(([name]) => name).toSorted());
    }),
  );
});

test('the order in which the server tells them is of no account', () => {
  fc.assert(
    fc.property(clusters, fc.shuffledSubarray(['a', 'b', 'c', 'd']), fc.boolean(), (names, there, prune) => {
      const wishes = names.map((name) => wish(name));
      const schedules = there.map((name) => found(name));
      const sorted = there.toSorted().map((name) => found(name));
      expect(plan(wishes, schedules, prune)).toEqual(plan(wishes, sorted, prune));
    }),
  );
});
