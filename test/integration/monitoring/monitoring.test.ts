import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { freePorts } from '../../../sandbox/processes/ports';
import { startPrometheus } from '../../../sandbox/servers/start-prometheus';
import type { PrometheusServer } from '../../../sandbox/servers/start-prometheus';
import { findPrometheus } from '../../../sandbox/tools/find-prometheus';
import { runCommand } from '../../../sandbox/tools/run-command';
import { removeRepository } from '../../../src/elasticsearch/repositories';
import { getSnapshot } from '../../../src/elasticsearch/snapshots';
import type { DrillResult } from '../../../src/workflows/drill/types';
import type { BackupResult } from '../../../src/workflows/backup/types';
import { eventually } from '../../world/eventually';
import { failureOf } from '../../world/failure';
import { registerLogRepository, repository, startLogCluster, writeLogs } from '../../world/log-cluster';
import type { LogCluster } from '../../world/log-cluster';
import { alertsFile, documentedMetrics, readAlerts, readDashboard } from '../../world/monitoring-files';
import { query } from '../../world/prometheus-query';
import { connectTemporalWorld } from '../../world/temporal';
import type { TemporalWorld } from '../../world/temporal';
import { runWorkerProcess } from '../../world/worker-process';
import type { WorkerProcess } from '../../world/worker-process';

const { alerts, records } = readAlerts();
const dashboard = readDashboard();

describe('promtool', () => {
  const promtool = async (...args: string[]) => runCommand((await findPrometheus()).promtool, args);

  test('finds the rules well-formed', async () => {
    const { code, output } = await promtool('check', 'rules', alertsFile);
    expect(output).toMatch(new RegExp(`SUCCESS: ${Object.keys({ ...alerts, ...records }).length} rules found`));
    expect(code).toBe(0);
  });

  test('sees every alert fire when it should, and only then', async () => {
    const { code, output } = await promtool('test', 'rules', join(__dirname, 'alert-cases.yaml'));
    expect(output).toContain('SUCCESS');
    expect(code).toBe(0);
  });
});

describe('a Prometheus that scrapes a worker after a backup', () => {
  let cluster: LogCluster;
  let temporal: TemporalWorld;
  let worker: WorkerProcess;
  let prometheus: PrometheusServer;
  let folder: string;
  let backup: BackupResult;
  let drill: DrillResult;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'logkeep-monitoring-'));
    cluster = await startLogCluster('6.7.0');
    temporal = await connectTemporalWorld();
    await registerLogRepository(cluster);
    await writeLogs(cluster, 'ks-logstash-log-2019.11.12', 500);
    const [metricsPort = 0] = await freePorts(1);
    const file = join(folder, 'logkeep.yaml');
    const clusters = {
      [cluster.name]: {
        preset: 'kubesphere-2.1',
        elasticsearch: { url: cluster.server.url },
        drill: { schedule: '@weekly' },
      },
    };
    writeFileSync(file, stringify({ clusters, worker: { taskQueue: temporal.taskQueue, healthPort: 0, metricsPort } }));
    worker = await runWorkerProcess(file);
    prometheus = await startPrometheus({
      world: `test-${process.pid}`,
      jobs: { logkeep: [`127.0.0.1:${metricsPort}`] },
      ruleFiles: [alertsFile],
    });
    await eventually(async () => (await ask('logkeep_backup_runs_total')).length > 0);
    backup = await temporal.run<BackupResult>('backup', { cluster: cluster.name });
    drill = await temporal.run<DrillResult>('drill', { cluster: cluster.name, count: 1 });
    await scraped('logkeep_backup_runs_total{outcome="succeeded"} == 1');
    await scraped('logkeep_drill_days_total{outcome="proven"} == 1');
  });
  afterAll(async () => {
    await prometheus?.stop();
    await worker?.stop();
    await temporal.stop();
    await cluster.stop();
    rmSync(folder, { recursive: true });
  });

  const ask = (expression: string) => query(prometheus.url, expression);
  const scraped = (condition: string) => eventually(async () => (await ask(condition)).length > 0);
  const valueOf = async (metric: string) => {
    const samples = await ask(metric);
    expect(samples).toHaveLength(1);
    expect(samples[0]?.labels.cluster).toBe(cluster.name);
    return samples[0]?.value;
  };

  test('sees what the backup did, as the repository has it', async () => {
    const record = await getSnapshot(cluster.elasticsearch, repository, backup.snapshot);
    const { startedAt = 0, endedAt = 0 } = record ?? {};
    expect(await valueOf('logkeep_backup_last_success_timestamp_seconds')).toBeCloseTo(endedAt / 1000, 2);
    expect(await valueOf('logkeep_backup_duration_seconds')).toBeCloseTo((endedAt - startedAt) / 1000, 3);
    expect(await valueOf('logkeep_backup_size_bytes')).toBe(backup.bytesAdded);
    expect(await valueOf('logkeep_backup_documents')).toBe(500);
    expect(await valueOf('logkeep_backup_snapshots')).toBe(1);
    expect(await valueOf('logkeep_backup_days_without_backup')).toBe(0);
    expect(await valueOf('logkeep_backup_oldest_day_without_backup_age_seconds')).toBe(0);
    expect(await valueOf('logkeep_backup_approvals_waiting')).toBe(0);
    expect(await valueOf('logkeep_backup_overdue_after_seconds')).toBe(26 * 3600);
    expect(await valueOf('logkeep_backup_indices_deleted_total')).toBe(0);
    expect(await valueOf('logkeep_backup_runs_total{outcome="failed"}')).toBe(0);
  });

  test('sees what the drill has proven', async () => {
    expect(drill.proven).toBe(1);
    const days = Object.fromEntries(
      await Promise.all(
        ['proven', 'unproven', 'failing'].map(
          async (kind) => [kind, await valueOf(`logkeep_drill_${kind}_days`)] as const,
        ),
      ),
    );
    expect(days).toEqual({ proven: 1, unproven: 0, failing: 0 });
    const at = await valueOf('logkeep_drill_last_proof_timestamp_seconds');
    expect(await valueOf('logkeep_drill_last_timestamp_seconds')).toBe(at);
    expect(await valueOf('logkeep_drill_oldest_proof_timestamp_seconds')).toBe(at);
    expect(await valueOf('logkeep_drill_overdue_after_seconds')).toBe(8 * 86_400);
    expect(await valueOf('logkeep_drill_days_total{outcome="differs"}')).toBe(0);
  });

  test('has every metric of the documentation, and no other one of backups', async () => {
    const names = (await ask('count by (__name__) ({__name__=~"logkeep_.+"})')).map(({ labels }) => labels.__name__);
    // Only after a failure there is a newest one.
    expect([...names, 'logkeep_backup_last_failure_timestamp_seconds'].sort()).toEqual(documentedMetrics());
  });

  test('fires no alert, though each has found what it compares', async () => {
    for (const record of Object.keys(records)) await scraped(record);
    for (const [alert, expression] of Object.entries(alerts))
      expect({ alert, firing: await ask(expression) }).toEqual({ alert, firing: [] });
    for (const alert of [
      'LogkeepBackupOverdue',
      'LogkeepBackupsUnchecked',
      'LogkeepDaysWithoutBackup',
      'LogkeepApprovalWaiting',
    ]) {
      const compared = await ask((alerts[alert] ?? '').replace(' > ', ' > bool '));
      expect({ alert, compared }).toEqual({ alert, compared: [{ labels: { cluster: cluster.name }, value: 0 }] });
    }
  });

  test('fills every panel of the dashboard', async () => {
    const { 'Since the newest failure': failure, Workers: workers, ...panels } = dashboard;
    expect(Object.keys(panels).length).toBeGreaterThan(10);
    for (const [panel, expression] of Object.entries(panels)) {
      const clusters = new Set((await ask(expression)).map(({ labels }) => labels.cluster));
      expect({ panel, clusters: [...clusters] }).toEqual({ panel, clusters: [cluster.name] });
    }
    expect(await ask(failure ?? '')).toEqual([]);
    expect(await ask(workers ?? '')).toEqual([{ labels: {}, value: 1 }]);
    // The counters began at zero, so that their first step shows.
    expect(
      (await ask(`${panels['Runs a day, by how they ended'] ?? ''} > 0`)).map(({ labels }) => labels.outcome),
    ).toEqual(['succeeded']);
  });

  test('alerts on a failed run and on a day that is in no snapshot, until the next backup', async () => {
    await removeRepository(cluster.elasticsearch, repository);
    await failureOf(temporal.run('backup', { cluster: cluster.name }));
    await scraped(alerts.LogkeepBackupFailed ?? '');
    expect(await ask(dashboard['Since the newest failure'] ?? '')).toHaveLength(1);
    await registerLogRepository(cluster);
    await writeLogs(cluster, 'ks-logstash-log-2019.11.13', 10);
    await temporal.run('checkBackups', { cluster: cluster.name });
    await scraped(`${alerts.LogkeepDaysWithoutBackup ?? ''} == 1`);
    await temporal.run('backup', { cluster: cluster.name });
    await scraped('logkeep_backup_days_without_backup == 0');
    await eventually(async () => (await ask(alerts.LogkeepBackupFailed ?? '')).length === 0);
    await eventually(async () => (await ask(alerts.LogkeepDaysWithoutBackup ?? '')).length === 0);
  });

  test('has the newest backup back from the repository after the worker was replaced', async () => {
    await worker.stop();
    await scraped(`absent(up{job="logkeep"} == 1)`);
    worker = await runWorkerProcess(join(folder, 'logkeep.yaml'));
    await scraped('up{job="logkeep"} == 1');
    await eventually(async () => (await ask('logkeep_backup_last_success_timestamp_seconds')).length === 0);
    await temporal.run('checkBackups', { cluster: cluster.name });
    await scraped('logkeep_backup_last_success_timestamp_seconds');
    expect(await valueOf('logkeep_backup_snapshots')).toBe(2);
    expect(await valueOf('logkeep_backup_last_failure_timestamp_seconds')).toBeGreaterThan(0);
  });
});
