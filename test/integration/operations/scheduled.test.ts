import { scheduledRuns } from '../../../src/planning/scheduled-runs';
import { Cron } from '../../../src/planning/cron';
import { TimeSpan } from '../../../src/planning/time-span';
import { optionsOf } from '../../../src/client/schedules/temporal-schedule';
import { listSnapshots } from '../../../src/elasticsearch/snapshots';
import { eventually } from '../../world/eventually';
import { registerLogRepository, repository, startLogCluster, writeLogs } from '../../world/log-cluster';
import type { LogCluster } from '../../world/log-cluster';
import { startTemporalWorld } from '../../world/temporal';
import type { TemporalWorld } from '../../world/temporal';

let cluster: LogCluster;
let temporal: TemporalWorld;

beforeAll(async () => {
  cluster = { ...(await startLogCluster('6.7.0')), timeZone: 'Europe/Berlin' };
  temporal = await startTemporalWorld([cluster]);
  await registerLogRepository(cluster);
  await writeLogs(cluster, 'ks-logstash-log-2019.11.12', 20);
});
afterAll(async () => {
  await temporal.stop();
  await cluster.stop();
});

test('a scheduled backup is named by the time it was scheduled for, at the clock of the cluster, also in the hour that comes twice', async () => {
  const schedule = {
    cron: Cron.parse('30 2 * * *'),
    catchUp: TimeSpan.parse('12h'),
    overdueAfter: TimeSpan.parse('26h'),
  };
  const [backup] = scheduledRuns({ name: cluster.name, timeZone: cluster.timeZone, schedule });
  if (backup === undefined) throw new Error('no schedule of backups');
  const surroundings = { taskQueue: temporal.taskQueue, clusterAttribute: true };
  const handle = await temporal.client.schedule.create({
    ...optionsOf(backup, surroundings),
    state: { paused: true },
    // Every hour, so that both half past two of the night of the change are among the times.
    spec: { calendars: [{ minute: 30, hour: '*' }], timezone: 'UTC' },
  });
  for (const start of ['2025-10-25T00:30Z', '2025-10-26T00:30Z', '2025-10-26T01:30Z', '2026-03-29T00:30Z']) {
    const before = (await handle.describe()).info.numActionsTaken;
    await handle.backfill({ start: new Date(Date.parse(start) - 1000), end: new Date(Date.parse(start) + 1000) });
    const run = await eventually(async () => {
      const { info } = await handle.describe();
      return info.numActionsTaken > before && info.recentActions.at(-1);
    });
    await temporal.client.workflow.getHandle(run.action.workflow.workflowId).result();
  }
  const names = (await listSnapshots(cluster.elasticsearch, repository)).map(({ name }) => name);
  expect(names.toSorted()).toEqual([
    'snapshot-20251025023000',
    // The first of both, and the second with the next free second.
    'snapshot-20251026023000',
    'snapshot-20251026023001',
    'snapshot-20260329013000',
  ]);
  await handle.delete();
});

test('the runs of a schedule are found by their cluster', async () => {
  const { count } = await eventually(async () => {
    const counted = await temporal.client.workflow.count(
      `LogkeepCluster = '${cluster.name}' AND WorkflowType = 'backup'`,
    );
    return counted.count === 4 && counted;
  });
  expect(count).toBe(4);
});
