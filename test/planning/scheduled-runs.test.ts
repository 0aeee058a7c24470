import fc from 'fast-check';
import { Cron } from '../../src/planning/cron';
import { scheduledRuns } from '../../src/planning/scheduled-runs';
import { TimeSpan } from '../../src/planning/time-span';

const schedule = {
  cron: Cron.parse('0 1 * * *'),
  catchUp: TimeSpan.parse('6h'),
  overdueAfter: TimeSpan.parse('26h'),
};
const clusterNames = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
const checkOf = (name: string) => scheduledRuns({ name, timeZone: 'Asia/Shanghai', schedule })[1];

test('a cluster without times has no schedules', () => {
  expect(scheduledRuns({ name: 'kubesphere', timeZone: 'Asia/Shanghai' })).toEqual([]);
});

test('a cluster with times is backed up at them, and looked at once an hour', () => {
  expect(scheduledRuns({ name: 'kubesphere', timeZone: 'Asia/Shanghai', schedule })).toEqual([
    {
      id: 'logkeep-backup-kubesphere',
      kind: 'backup',
      cluster: 'kubesphere',
      workflowType: 'backup',
      workflowId: 'backup-kubesphere',
      cron: schedule.cron,
      timeZone: 'Asia/Shanghai',
      catchUp: schedule.catchUp,
      input: { cluster: 'kubesphere' },
    },
    {
      id: 'logkeep-check-kubesphere',
      kind: 'check',
      cluster: 'kubesphere',
      workflowType: 'checkBackups',
      workflowId: 'checkBackups-kubesphere',
      cron: expect.objectContaining({ text: expect.stringMatching(/^[0-9]+ \* \* \* \*$/) as string }) as Cron,
      timeZone: 'UTC',
      catchUp: TimeSpan.parse('30min'),
      input: { cluster: 'kubesphere' },
    },
  ]);
});

test('a cluster is drilled at the times of its drills, also one that has no times for backups', () => {
  const drill = {
    cron: Cron.parse('0 4 * * 0'),
    days: 2,
    catchUp: TimeSpan.parse('12h'),
    overdueAfter: TimeSpan.parse('8d'),
  };
  expect(scheduledRuns({ name: 'kubesphere', timeZone: 'Asia/Shanghai', drill })).toEqual([
    {
      id: 'logkeep-drill-kubesphere',
      kind: 'drill',
      cluster: 'kubesphere',
      workflowType: 'drill',
      workflowId: 'drill-kubesphere',
      cron: drill.cron,
      timeZone: 'Asia/Shanghai',
      catchUp: drill.catchUp,
      input: { cluster: 'kubesphere', count: 2 },
    },
  ]);
});

test('a drill into another cluster says so in its input', () => {
  const drill = { ...schedule, cron: Cron.parse('@weekly'), days: 1, into: 'spare' };
  const [run] = scheduledRuns({ name: 'kubesphere', timeZone: 'UTC', drill });
  expect(run?.input).toEqual({ cluster: 'kubesphere', count: 1, into: { cluster: 'spare' } });
});

test('a cluster is always looked at in the same minute of the hour', () => {
  fc.assert(fc.property(clusterNames, (name) => expect(checkOf(name)).toEqual(checkOf(name))));
});

test('the checks of a thousand clusters are spread over the whole hour', () => {
  const perMinute = new Map<string, number>();
  for (let index = 0; index < 1000; index += 1) {
    const minute = String(checkOf(`cluster-${index}`)?.cron);
    perMinute.set(minute, (perMinute.get(minute) ?? 0) + 1);
  }
  expect(perMinute.size).toBe(60);
  expect(Math.max(...perMinute.values())).toBeLessThan(50);
});
