import { resolve } from 'node:path';
import { DefaultLogger, NativeConnection, Runtime, Worker, makeTelemetryFilterString } from '@temporalio/worker';
import { Cron } from '../../src/planning/cron';
import { nextRuns } from '../../src/planning/cron-runs';
import { localTime } from '../../src/planning/local-time';
import { TimeZone } from '../../src/planning/time-zone';
import { eventually } from '../world/eventually';
import { startScheduling, taskQueue } from './scheduling';
import type { Scheduling } from './scheduling';

let scheduling: Scheduling;
let connection: NativeConnection;
let worker: Worker;
let ended: Promise<void>;

/** Runs four times a year, so that the clocks change between the next five. */
const file = { a: 'schedule: "0 1 1 1,4,7,10 *", timezone: Europe/Berlin' };
const zone = TimeZone.parse('Europe/Berlin');

beforeAll(async () => {
  const filter = makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' });
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter, forward: {} } } });
  scheduling = await startScheduling();
  connection = await NativeConnection.connect({ address: scheduling.address });
  const workflowsPath = resolve(__dirname, 'fixtures/scheduled.ts');
  worker = await Worker.create({ connection, taskQueue, workflowsPath });
  ended = worker.run();
});
afterAll(async () => {
  worker.shutdown();
  await ended;
  await connection.close();
  await scheduling.stop();
});

const schedule = (...args: string[]) => scheduling.schedule(file, args);
const backups = async () => {
  const { stdout } = await schedule('list', '--json');
  return (JSON.parse(stdout) as { schedules: Record<string, unknown>[] }).schedules[0];
};
const endRun = (workflowId: string, how: { reason?: string } = {}) =>
  scheduling.client.workflow.getHandle(workflowId).signal('end', how);
const startedIn = (output: string) => /^Started (backup-a-\S+)$/m.exec(output)?.[1] ?? 'none';

test('a schedule that was not applied yet is said to be missing, by every command', async () => {
  const { stdout } = await schedule('list');
  expect(stdout).toBe(
    [
      'CLUSTER  RUNS  STATE    LAST RUN  NEXT RUNS',
      'a              missing',
      '',
      'a: not in Temporal yet, run logkeep schedule apply',
      'a: the hourly check that no backup is missing is not as in the file, run logkeep schedule apply\n',
    ].join('\n'),
  );
  for (const command of ['pause', 'resume', 'run', 'delete']) {
    expect(await schedule(command, 'a')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'logkeep: Cluster a has no schedule in Temporal yet: run logkeep schedule apply\n',
    });
  }
});

test.each([
  ['that the file gives none', { a: '' }, 'a', /nor in logkeep\.yaml: give it one there \(schedule: "0 1 \* \* \*"\)/],
  ['that the file does not have', { alpha: '' }, 'alhpa', /has no such cluster, did you mean "alpha"\?/],
  ['like no other', { alpha: '' }, 'production', /has no such cluster \(it has alpha\)/],
])('a cluster %s is told with what to do', async (_, clusters, name, sentence) => {
  const { code, stderr } = await scheduling.schedule(clusters, ['pause', name]);
  expect(code).toBe(2);
  expect(stderr).toMatch(sentence);
});

test('the list shows the next five runs at the clock of the cluster, across the changes of the clocks', async () => {
  await scheduling.apply(file);
  const now = new Date();
  const { code, stdout, stderr } = await schedule('list');
  const next = nextRuns(Cron.parse('0 1 1 1,4,7,10 *'), zone, now, 5).map((run) => localTime(run, zone));
  expect(new Set(next.map((run) => run.slice(-6)))).toEqual(new Set(['+01:00', '+02:00']));
  const [first = '', ...more] = next;
  expect({ code, stdout, stderr }).toEqual({
    code: 0,
    stdout: [
      'CLUSTER  RUNS                            STATE   LAST RUN  NEXT RUNS',
      `a        0 1 1 1,4,7,10 * Europe/Berlin  active            ${first}`,
      ...more.map((run) => `${' '.repeat(59)}${run}`),
      '',
    ].join('\n'),
    stderr: '',
  });
  expect(await backups()).toMatchObject({ id: 'logkeep-backup-a', state: 'active', next, missed: 0, skipped: 0 });
});

describe('a paused schedule', () => {
  beforeAll(() => schedule('pause', 'a', '--note', 'disks are being replaced'));

  test('says so, with the note, and has no next runs', async () => {
    const { stdout } = await schedule('list');
    expect(stdout).toContain(
      'a        0 1 1 1,4,7,10 * Europe/Berlin  paused\n\na: paused, disks are being replaced\n',
    );
    expect((await scheduling.describe('logkeep-check-a')).state.paused).toBe(false);
  });

  test('can be run by hand, once at a time, and the list knows how it went', async () => {
    const { code, stdout, stderr } = await schedule('run', 'a');
    const run = startedIn(stdout);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`/workflows/${encodeURIComponent(run)}\nFollow it with: logkeep watch ${run}\n`);
    expect(await scheduling.client.workflow.getHandle(run).describe()).toMatchObject({ type: 'backup' });
    expect(await backups()).toMatchObject({ lastRun: { workflowId: run, outcome: 'running' } });

    expect(await schedule('run', 'a')).toEqual({
      code: 3,
      stdout: '',
      stderr: `logkeep: Nothing was started: ${run} is still running. Follow it with: logkeep watch ${run}\n`,
    });

    await endRun(run);
    await scheduling.client.workflow.getHandle(run).result();
    expect(await backups()).toMatchObject({ state: 'paused', lastRun: { workflowId: run, outcome: 'ok' }, skipped: 1 });
  });

  test('shows the sentence that its last run failed with', async () => {
    // The schedule learns a moment later that the run before has ended.
    const run = await eventually(async () => {
      const { code, stdout } = await schedule('run', 'a', '--json');
      return code === 0 && (JSON.parse(stdout) as { workflowId: string }).workflowId;
    });
    await endRun(run, { reason: 'the backup volume is full' });
    await expect(scheduling.client.workflow.getHandle(run).result()).rejects.toThrow();
    const { stdout } = await schedule('list');
    expect(stdout).toMatch(/paused {2}failed, \d{4}-\d\d-\d\d \d\d:\d\d \+0[12]:00\n/);
    expect(stdout).toContain(`a: ${run} failed: the backup volume is full\n`);
  });

  test('is resumed', async () => {
    const { code, stdout } = await schedule('resume', 'a');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'a is backed up by its schedule again; to back up now: logkeep schedule run a\n',
    });
    expect((await scheduling.describe('logkeep-backup-a')).state.paused).toBe(false);
  });
});

test('the list says what is not as in the file, and what of it is left over', async () => {
  const changed = await scheduling.schedule({ a: 'schedule: "0 1 1 1,4,7,10 *"' }, ['list']);
  expect(changed.stdout).toContain(
    'a: not as in the file (time zone Europe/Berlin → UTC), run logkeep schedule apply\n',
  );
  const gone = await eventually(async () => {
    const { stdout } = await scheduling.schedule({ b: '' }, ['list']);
    return stdout.includes('left') || stdout.includes('no longer') ? stdout : null;
  });
  expect(gone).toContain('a: no longer in the file, run logkeep schedule apply --prune\n');
});

test('a check that somebody paused is said, too', async () => {
  await scheduling.client.schedule.getHandle('logkeep-check-a').pause('too noisy');
  const { stdout } = await schedule('list');
  expect(stdout).toContain('a: the hourly check that no backup is missing is paused, too noisy\n');
});

test('deleting takes both schedules of a cluster, and says when the file would bring them back', async () => {
  const { code, stdout } = await schedule('delete', 'a');
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout:
      'The schedules of a are deleted; runs that they have started go on\n' +
      'logkeep.yaml still has one: the next logkeep schedule apply would bring it back\n',
  });
  for (const id of ['logkeep-backup-a', 'logkeep-check-a'])
    await expect(scheduling.describe(id)).rejects.toThrow(/not found/);
});

test("somebody else's schedule with that ID is not touched", async () => {
  await scheduling.client.schedule.create({
    scheduleId: 'logkeep-backup-a',
    spec: {},
    action: { type: 'startWorkflow', workflowType: 'report', taskQueue: 'reports' },
  });
  for (const command of ['pause', 'resume', 'run', 'delete']) {
    expect(await schedule(command, 'a')).toEqual({
      code: 3,
      stdout: '',
      stderr:
        'logkeep: Schedule logkeep-backup-a was not made by logkeep, so it is left alone: delete or rename it in Temporal\n',
    });
  }
  const { state, info } = await scheduling.describe('logkeep-backup-a');
  expect([state.paused, info.numActionsTaken]).toEqual([false, 0]);
});
