import { startScheduling } from './scheduling';
import type { Scheduling } from './scheduling';

let scheduling: Scheduling;

beforeAll(async () => {
  scheduling = await startScheduling();
});
afterAll(() => scheduling.stop());

const file = { a: 'drill: {schedule: "0 4 * * 0", days: 2}, timezone: Asia/Shanghai' };
const schedule = (...args: string[]) => scheduling.schedule(file, args);

test('drills get a schedule of their own, also where no backups have one', async () => {
  const { code, stdout } = await schedule('apply');
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'create     logkeep-drill-a\nDone: 1 created\n' });
  const { spec, action, policies, memo } = await scheduling.describe('logkeep-drill-a');
  expect(spec).toMatchObject({ timezone: 'Asia/Shanghai', calendars: [{ comment: '0 4 * * 0' }] });
  expect(action).toMatchObject({ workflowType: 'drill', args: [{ cluster: 'a', count: 2 }], workflowId: 'drill-a' });
  expect(policies).toEqual({ overlap: 'SKIP', catchupWindow: 12 * 3_600_000, pauseOnFailure: false });
  expect(memo).toEqual({ logkeep: { kind: 'drill', cluster: 'a' } });
});

test('another number of days is a change, said as such', async () => {
  const { stdout } = await scheduling.schedule({ a: 'drill: {schedule: "0 4 * * 0"}, timezone: Asia/Shanghai' }, [
    'apply',
    '--dry-run',
  ]);
  expect(stdout).toContain('starts  drill {"cluster":"a","count":2} → drill {"cluster":"a","count":1}');
});

test('they are listed, paused and resumed as drills', async () => {
  const { stdout } = await schedule('list');
  expect(stdout).toMatch(/^a \(drill\) {2}0 4 \* \* 0 Asia\/Shanghai {2}active {2}/m);
  expect(await schedule('pause', 'a')).toMatchObject({ code: 2, stdout: '' });
  const paused = await schedule('pause', 'a', '--drill', '--note', 'disks are full');
  expect(paused.stdout).toBe('No drill of a starts by itself until: logkeep schedule resume a --drill\n');
  expect((await scheduling.describe('logkeep-drill-a')).state).toEqual({ paused: true, note: 'disks are full' });
  expect((await schedule('list')).stdout).toContain('a (drill): paused, disks are full\n');
  await schedule('resume', 'a', '--drill');
  expect((await scheduling.describe('logkeep-drill-a')).state.paused).toBe(false);
});

test('what nobody has scheduled is told with the line that does', async () => {
  const { code, stderr } = await scheduling.schedule({ a: '' }, ['pause', 'b', '--drill']);
  expect(code).toBe(2);
  expect(stderr).toMatch(/Cluster b has no schedule of drills in Temporal/);
  const { stderr: other } = await scheduling.schedule({ a: '', c: '' }, ['pause', 'c', '--drill']);
  expect(other).toMatch(/give it one there \(drill: \{schedule: "0 4 \* \* 0"\}\)/);
});

test('deleting takes them, too', async () => {
  const { code, stdout } = await schedule('delete', 'a');
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout:
      'The schedules of a are deleted; runs that they have started go on\n' +
      'logkeep.yaml still has one: the next logkeep schedule apply would bring it back\n',
  });
  await expect(scheduling.describe('logkeep-drill-a')).rejects.toThrow(/not found/);
});
