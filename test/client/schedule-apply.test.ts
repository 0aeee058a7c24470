import { ScheduleOverlapPolicy } from '@temporalio/client';
import type { ScheduleUpdateOptions } from '@temporalio/client';
import { eventually } from '../world/eventually';
import { startScheduling, taskQueue } from './scheduling';
import type { Scheduling } from './scheduling';

/** `temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD`. */
const keyword = 2;

let scheduling: Scheduling;

beforeAll(async () => {
  scheduling = await startScheduling();
});
afterAll(() => scheduling.stop());

const nightly = { a: 'schedule: 0 1 * * *, timezone: Asia/Shanghai' };
const apply = (clusters: Record<string, string>, ...more: string[]) =>
  scheduling.schedule(clusters, ['apply', ...more]);
/** An update as a person makes it in the web UI. */
const change = (id: string, different: (now: ScheduleUpdateOptions) => Partial<ScheduleUpdateOptions>) =>
  scheduling.client.schedule.getHandle(id).update((now) => {
    const options = now as unknown as ScheduleUpdateOptions;
    return { ...options, ...different(options) };
  });
/** Another one than logkeep's: a listing shows it a moment later. */
const listed = (id: string, present = true) =>
  eventually(async () => {
    for await (const { scheduleId } of scheduling.client.schedule.list()) if (scheduleId === id) return present;
    return !present;
  });

test('what would be created is only said in a dry run', async () => {
  const { code, stdout } = await apply(nightly, '--dry-run');
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: 'create     logkeep-backup-a\ncreate     logkeep-check-a\nDry run: nothing was changed\n',
  });
  await expect(scheduling.describe('logkeep-backup-a')).rejects.toThrow(/not found/);
});

test('schedules are created as the file says', async () => {
  const { code, stdout, stderr } = await apply(nightly);
  expect({ code, stdout, stderr }).toEqual({
    code: 0,
    stdout: 'create     logkeep-backup-a\ncreate     logkeep-check-a\nDone: 2 created\n',
    stderr: '',
  });
  const { spec, action, policies, memo, state } = await scheduling.describe('logkeep-backup-a');
  expect(spec).toMatchObject({ timezone: 'Asia/Shanghai', calendars: [{ comment: '0 1 * * *' }], intervals: [] });
  expect(action).toMatchObject({
    workflowType: 'backup',
    args: [{ cluster: 'a' }],
    workflowId: 'backup-a',
    taskQueue,
    staticSummary: 'backup of cluster a',
  });
  expect(policies).toEqual({ overlap: 'SKIP', catchupWindow: 12 * 3_600_000, pauseOnFailure: false });
  expect(memo).toEqual({ logkeep: { kind: 'backup', cluster: 'a' } });
  expect(state).toEqual({ paused: false, note: '' });
  const check = await scheduling.describe('logkeep-check-a');
  expect(check.action).toMatchObject({ workflowType: 'checkBackups', args: [{ cluster: 'a' }] });
  expect(check.spec.timezone).toBe('UTC');
  const [first, second] = check.info.nextActionTimes.map((time) => time.getTime());
  expect((second ?? 0) - (first ?? 0)).toBe(3_600_000);
});

test('what is as the file says is not touched', async () => {
  const { stdout } = await apply(nightly);
  expect(stdout).toBe('unchanged  logkeep-backup-a\nunchanged  logkeep-check-a\nDone: 2 unchanged\n');
  for (const id of ['logkeep-backup-a', 'logkeep-check-a'])
    expect((await scheduling.describe(id)).info.lastUpdatedAt).toBeUndefined();
});

test('what changes is said part by part, and a pause with its note is kept', async () => {
  await scheduling.client.schedule.getHandle('logkeep-backup-a').pause('disks are being replaced');
  const other = { a: 'schedule: {cron: 30 2 * * MON-FRI, catchUp: 90min}, timezone: Europe/Berlin' };
  const { code, stdout, stderr } = await apply(other);
  expect(code).toBe(0);
  expect(stdout).toBe(
    [
      'update     logkeep-backup-a',
      '           runs             0 1 * * * → 30 2 * * MON-FRI',
      '           time zone        Asia/Shanghai → Europe/Berlin',
      '           catch-up window  12h → 90min',
      'unchanged  logkeep-check-a',
      'Done: 1 updated, 1 unchanged\n',
    ].join('\n'),
  );
  expect(stderr).toBe('');
  const { spec, policies, state } = await scheduling.describe('logkeep-backup-a');
  expect(spec).toMatchObject({ timezone: 'Europe/Berlin', calendars: [{ comment: '30 2 * * MON-FRI' }] });
  expect(policies.catchupWindow).toBe(90 * 60_000);
  expect(state).toEqual({ paused: true, note: 'disks are being replaced' });
  expect((await scheduling.plan(other)).map(({ action }) => action)).toEqual(['keep', 'keep']);
});

test('a night that the clocks skip is warned of', async () => {
  const { stderr } = await apply({ a: 'schedule: 30 2 * * *, timezone: Europe/Berlin' }, '--dry-run');
  expect(stderr).toMatch(
    /^Warning: a is not backed up on \d{4}-03-\d\d, because the clocks in Europe\/Berlin skip the time of "30 2 \* \* \*" then: choose a time outside of that hour\n$/,
  );
});

describe('what a person has changed in Temporal is seen and undone', () => {
  const id = 'logkeep-backup-b';
  const file = { ...nightly, b: 'schedule: "@daily"' };
  beforeAll(() => scheduling.apply(file));

  test.each<[string, (now: ScheduleUpdateOptions) => Partial<ScheduleUpdateOptions>, object]>([
    [
      'other times under the same comment',
      ({ spec }) => ({ spec: { ...spec, calendars: [{ hour: 3, minute: 15, comment: '@daily' }] } }),
      { field: 'runs', from: '15 3 * * *', to: '@daily' },
    ],
    [
      'a second calendar',
      ({ spec }) => ({ spec: { ...spec, calendars: [...(spec.calendars ?? []), { hour: 12 }] } }),
      { field: 'runs', from: 'no cron (2 calendars, 0 intervals)', to: '@daily' },
    ],
    [
      'seconds',
      ({ spec }) => ({ spec: { ...spec, calendars: [{ second: 30 }] } }),
      { field: 'runs', from: 'no cron (1 calendars, 0 intervals)', to: '@daily' },
    ],
    [
      'jitter',
      ({ spec }) => ({ spec: { ...spec, jitter: '1 minute' } }),
      { field: 'runs', from: 'no cron (1 calendars, 0 intervals, 60 s of jitter)', to: '@daily' },
    ],
    [
      'an end',
      ({ spec }) => ({ spec: { ...spec, endAt: new Date('2099-01-01') } }),
      {
        field: 'runs',
        from: 'no cron (1 calendars, 0 intervals, until 2099-01-01T00:00:00.000Z)',
        to: '@daily',
      },
    ],
    [
      'another way with overlaps',
      ({ policies }) => ({ policies: { ...policies, overlap: ScheduleOverlapPolicy.ALLOW_ALL } }),
      { field: 'overlap', from: 'ALLOW_ALL', to: 'SKIP' },
    ],
    [
      'a pause on failure',
      ({ policies }) => ({ policies: { ...policies, pauseOnFailure: true } }),
      { field: 'pauses on failure', from: 'yes', to: 'no' },
    ],
    [
      'another input',
      ({ action }) => ({ action: { ...action, args: [{ cluster: 'c' }] } }),
      { field: 'starts', from: 'backup {"cluster":"c"}', to: 'backup {"cluster":"b"}' },
    ],
    [
      'another task queue',
      ({ action }) => ({ action: { ...action, taskQueue: 'elsewhere' } }),
      { field: 'task queue', from: 'elsewhere', to: taskQueue },
    ],
    [
      'a time limit',
      ({ action }) => ({ action: { ...action, workflowExecutionTimeout: '1 minute' } }),
      { field: 'execution timeout', from: '60000', to: 'none' },
    ],
    [
      'a number of runs left',
      () => ({ state: { remainingActions: 3 } }),
      { field: 'runs left', from: '3', to: 'none' },
    ],
  ])('%s', async (_, different, expected) => {
    await change(id, different);
    const changed = (await scheduling.apply(file)).find((step) => step.id === id);
    expect(changed).toMatchObject({ action: 'update', changes: [expected] });
    expect((await scheduling.plan(file)).find((step) => step.id === id)).toMatchObject({ action: 'keep' });
  });
});

test('only what logkeep made for this file is left over, and goes only with --prune', async () => {
  const foreign = (scheduleId: string, memo: Record<string, unknown>, queue: string) =>
    scheduling.client.schedule.create({
      scheduleId,
      spec: {},
      memo,
      action: { type: 'startWorkflow', workflowType: 'backup', taskQueue: queue },
    });
  await foreign('nightly-report', {}, taskQueue);
  await foreign('logkeep-backup-theirs', { logkeep: { kind: 'backup', cluster: 'theirs' } }, 'another file');
  await Promise.all(['nightly-report', 'logkeep-backup-theirs', 'logkeep-check-b'].map((id) => listed(id)));
  const left = await apply(nightly);
  expect(left.stdout).toBe(
    [
      'unchanged  logkeep-backup-a',
      'unchanged  logkeep-check-a',
      'left over  logkeep-backup-b: its cluster, or the schedule of it, left the file (remove it: --prune)',
      'left over  logkeep-check-b: its cluster, or the schedule of it, left the file (remove it: --prune)',
      'Done: 2 unchanged, 2 left over\n',
    ].join('\n'),
  );
  const dry = await apply({ ...nightly, b: '' }, '--prune', '--dry-run');
  expect(dry.stdout).toContain('remove     logkeep-backup-b\nremove     logkeep-check-b\nDry run');
  await scheduling.describe('logkeep-backup-b');
  const { stdout } = await apply({ ...nightly, b: '' }, '--prune');
  expect(stdout).toContain('remove     logkeep-backup-b\nremove     logkeep-check-b\nDone: 2 unchanged, 2 removed\n');
  await expect(scheduling.describe('logkeep-backup-b')).rejects.toThrow(/not found/);
  await Promise.all(
    ['nightly-report', 'logkeep-backup-theirs', 'logkeep-backup-a'].map((id) => scheduling.describe(id)),
  );
});

test("somebody else's schedule with the ID that logkeep needs is left alone, and the others are made", async () => {
  await scheduling.client.schedule.create({
    scheduleId: 'logkeep-backup-c',
    spec: {},
    action: { type: 'startWorkflow', workflowType: 'report', taskQueue: 'reports' },
  });
  const { code, stdout, stderr } = await apply({ ...nightly, c: 'schedule: "@daily"' });
  expect(code).toBe(3);
  expect(stdout).toContain(
    'refused    logkeep-backup-c: it was not made by logkeep, delete or rename it in Temporal\ncreate     logkeep-check-c\n',
  );
  expect(stderr).toBe('logkeep: Not every schedule could be brought in line with the file\n');
  expect((await scheduling.describe('logkeep-backup-c')).action.workflowType).toBe('report');
});

test('where the namespace has the search attribute, schedules and runs carry it', async () => {
  const { client } = scheduling;
  await client.connection.operatorService.addSearchAttributes({
    namespace: 'default',
    searchAttributes: { LogkeepCluster: keyword },
  });
  const [backup] = await eventually(async () => {
    const steps = await scheduling.plan(nightly);
    return steps[0]?.action === 'update' && steps;
  });
  expect(backup).toMatchObject({ changes: [{ field: 'LogkeepCluster', from: 'none', to: 'a' }] });
  await scheduling.apply(nightly);
  // A schedule takes over its own attributes a moment after the update is answered.
  await eventually(async () => (await scheduling.plan(nightly)).every(({ action }) => action !== 'update'));
  await client.schedule.getHandle('logkeep-backup-a').trigger();
  // The list of runs is behind by a moment.
  await eventually(async () => (await client.workflow.count("LogkeepCluster = 'a'")).count === 1);
});

test('a file without any schedule is a thing to say', async () => {
  const file = { d: '' };
  const { code, stdout } = await apply(file, '--prune');
  expect(code).toBe(0);
  expect(stdout).toContain('remove     logkeep-backup-a\n');
  await listed('logkeep-check-c', false);
  expect(await apply(file)).toEqual({ code: 0, stdout: 'No cluster of logkeep.yaml has a schedule\n', stderr: '' });
});

test('a cron that Temporal would read in another way is refused before Temporal is asked', async () => {
  const { code, stderr } = await apply({ a: 'schedule: 0 1 * * 5#2' });
  expect(code).toBe(2);
  expect(stderr).toContain('clusters.a.schedule (line 2, column 29): "0 1 * * 5#2" is not a schedule');
});
