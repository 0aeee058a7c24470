import { z } from 'zod';
import setUp from '../world/global-setup';
import tearDown from '../world/global-teardown';
import type { Webhook } from '../../src/activities/notices/notices';
import { notificationId } from '../../src/planning/notification';
import { leaseId } from '../../src/workflows/cluster-lease/types';
import { listIndices } from '../../src/elasticsearch/indices';
import { listSnapshots } from '../../src/elasticsearch/snapshots';
import { expiryId } from '../../src/workflows/expire-restored/types';
import type { Progress } from '../../src/workflows/progress';
import type { RestoredResult } from '../../src/workflows/restored/types';
import { rules, setBackupScene } from '../world/backup-scene';
import { eventually } from '../world/eventually';
import { deleteByName, registerLogRepository, repository, startLogCluster, writeLogs } from '../world/log-cluster';
import type { LogCluster } from '../world/log-cluster';
import { recordDrills } from './record-drills';
import { clearHistories, runRecording, saveHistory } from './save-history';
import { startTemporalWorld } from '../world/temporal';
import type { TemporalWorld } from '../world/temporal';
import { startWebhook } from '../world/webhook';
import type { WebhookReceiver } from '../world/webhook';

const lost = 'ks-logstash-log-2019.11.12';

/**
 * Records a history of each way that a workflow can go, on real servers, for `replay.test.ts`. Run it after a change of
 * workflow code that is meant to break replay, never to make a failing replay pass: a released history must replay.
 */
async function record(cluster: LogCluster, temporal: TemporalWorld): Promise<void> {
  const input = { cluster: cluster.name };
  const restoreInput = { ...input, days: ['2019-11-12'] };
  const running = () =>
    eventually(async () =>
      (await listSnapshots(cluster.elasticsearch, repository)).some(({ state }) => state === 'IN_PROGRESS'),
    );

  await saveHistory('setup-without-kubernetes', await temporal.start('setupBackup', input));
  await saveHistory('setup-nothing-to-do', await temporal.start('setupBackup', input));
  await saveHistory('setup-dry-run', await temporal.start('setupBackup', { ...input, dryRun: true }));
  await saveHistory('check-setup-done', await temporal.start('checkSetup', input));
  await saveHistory('remove-without-kubernetes', await temporal.start('removeBackup', input));
  await registerLogRepository(cluster);
  await saveHistory('backup-done', await temporal.start('backup', input));
  await saveHistory('lease-released', temporal.client.workflow.getHandle(leaseId(cluster.name)));
  await saveHistory('backup-invalid-input', await temporal.start('backup', { clster: 'x' }));
  await saveHistory('restore-refused', await temporal.start('restore', restoreInput));
  await saveHistory('restore-dry-run', await temporal.start('restore', { ...restoreInput, dryRun: true }));
  await saveHistory('restore-skipped', await temporal.start('restore', { ...restoreInput, onConflict: 'skip' }));
  await saveHistory('snapshots-done', await temporal.start('snapshots', input));
  await saveHistory('days-done', await temporal.start('days', input));
  await saveHistory('status-done', await temporal.start('status', input));

  await deleteByName(cluster.elasticsearch, lost);
  await saveHistory('restore-done', await temporal.start('restore', restoreInput));

  const replacing = { ...restoreInput, onConflict: 'replace', confirm: [lost] };
  await saveHistory('restore-replaced', await temporal.start('restore', replacing));

  await deleteByName(cluster.elasticsearch, lost);
  await registerLogRepository(cluster, { restore: '150kb' });
  // Longer than its first slice, so that it reports in between.
  await saveHistory('restore-in-slices', await temporal.start('restore', restoreInput));
  await deleteByName(cluster.elasticsearch, lost);
  const adjusted = await temporal.start('restore', { ...restoreInput, speed: '300kB', priority: 3, replicas: 0 });
  await eventually(async () => (await listIndices(cluster.elasticsearch, lost)).length === 1);
  await adjusted.executeUpdate('adjust', { args: [{ expireAfter: '14d' }] });
  await adjusted.executeUpdate('adjust', { args: [{ speed: '1MB' }] }).catch(() => undefined);
  await saveHistory('restore-adjusted', adjusted);
  await deleteByName(cluster.elasticsearch, lost);
  const cancelled = await temporal.start('restore', restoreInput);
  await eventually(async () => (await listIndices(cluster.elasticsearch, lost)).length === 1);
  await cancelled.cancel();
  await saveHistory('restore-cancelled', cancelled);

  await registerLogRepository(cluster);
  await recordExpiry(cluster, temporal);
  // For good: what will go again is left out of the backups that follow.
  await temporal.run('restore', { ...restoreInput, expireAfter: 'never' });
  for (const { name } of await listSnapshots(cluster.elasticsearch, repository)) {
    await cluster.elasticsearch.send({ method: 'DELETE', path: `/_snapshot/${repository}/${name}` }, z.unknown());
  }
  await registerLogRepository(cluster, { snapshot: '200kb' });
  const first = await temporal.start('backup', input);
  await running();
  const second = await temporal.start('backup', input);
  await eventually(async () => (await second.query<Progress>('progress')).stage === 'waiting for the lease');
  await first.cancel();
  await saveHistory('backup-cancelled', first);
  await saveHistory('backup-waited-and-in-slices', second);

  const body = { settings: { 'index.routing.allocation.require._name': 'nobody', 'index.number_of_replicas': 0 } };
  await cluster.elasticsearch.send(
    { method: 'PUT', path: '/ks-logstash-log-2019.11.13', query: { wait_for_active_shards: 0 }, body },
    z.unknown(),
  );
  const failed = await temporal.start('backup', input);
  await saveHistory('backup-failed', failed);
  const { runId } = await failed.describe();
  await saveHistory(
    'send-notifications-done',
    temporal.client.workflow.getHandle(notificationId(cluster.name, 'failed', runId)),
  );
  await saveHistory('check-backups-done', await temporal.start('checkBackups', input));
  await deleteByName(cluster.elasticsearch, 'ks-logstash-log-2019.11.13');
  await registerLogRepository(cluster);
  await saveHistory('backup-recovered', await temporal.start('backup', input));
}

/** What is restored for a while, seen by everybody who looks after it. Leaves the day deleted. */
async function recordExpiry(cluster: LogCluster, temporal: TemporalWorld): Promise<void> {
  const input = { cluster: cluster.name };
  const passing = { ...input, days: ['2019-11-12'], expireAfter: '5s' };
  const isGone = async () => (await listIndices(cluster.elasticsearch, lost)).length === 0;
  const brief = await temporal.start('restore', passing);
  await brief.result();
  const extension = { ...input, action: 'extend', days: passing.days, for: '8s' };
  await saveHistory('restored-extended', await temporal.start('restored', extension));
  const { runId } = await brief.describe();
  await saveHistory('expire-restored-done', temporal.client.workflow.getHandle(expiryId(cluster.name, runId)));

  await temporal.run('restore', { ...passing, expireAfter: '7d' });
  await saveHistory('restored-listed', await temporal.start('restored', input));
  await saveHistory(
    'restored-dropped',
    await temporal.start('restored', { ...input, action: 'drop', indices: [lost] }),
  );

  // The run that waits for its end is lost with Temporal.
  const forgotten = await temporal.start('restore', passing);
  await forgotten.result();
  const { runId: forgottenId } = await forgotten.describe();
  await temporal.client.workflow.getHandle(expiryId(cluster.name, forgottenId)).terminate();
  await writeLogs(cluster, 'ks-logstash-log-2019.11.11', 5);
  const isOver = async () => {
    const { restored } = await temporal.run<RestoredResult>('restored', input);
    return restored[0]?.verdict === 'goes';
  };
  await eventually(isOver);
  await saveHistory('backup-expired', await temporal.start('backup', input));
  if (!(await isGone())) throw new Error('The backup has not ended what was over');
  await deleteByName(cluster.elasticsearch, 'ks-logstash-log-2019.11.11');
}

/** The same cluster with rules for what may go; under its other name a single deletion waits for a person. */
async function recordTidying(cluster: LogCluster, temporal: TemporalWorld): Promise<void> {
  await setBackupScene(cluster);
  await saveHistory('backup-dry-run', await temporal.start('backup', { cluster: 'tidy', dryRun: true }));
  await saveHistory('backup-tidied', await temporal.start('backup', { cluster: 'tidy' }));
  await setBackupScene(cluster);
  const asking = await temporal.start('backup', { cluster: 'asking' });
  await eventually(async () => (await asking.query<Progress>('progress')).stage === 'waiting for approval');
  await asking.executeUpdate('approve', { args: [{ deletions: 1 }] });
  await saveHistory('backup-approved', asking);
}

function webhookOf(receiver: WebhookReceiver): Webhook {
  const on: Webhook['on'] = ['failed', 'recovered', 'approval', 'overdue', 'drill'];
  return { name: 'ops', address: receiver.address('/'), format: 'json', on, headers: {} };
}

async function main(): Promise<void> {
  clearHistories((name) => !name.startsWith('kubernetes-'));
  await setUp();
  const cluster = await startLogCluster('6.7.0');
  cluster.name = cluster.lease = 'kubesphere';
  const receiver = await startWebhook();
  const { cleanup, ...others } = rules;
  const temporal = await startTemporalWorld(
    [
      cluster,
      { ...cluster, ...rules, name: 'tidy' },
      { ...cluster, ...others, name: 'asking', ...(cleanup && { cleanup: { ...cleanup, maxDeletions: 0 } }) },
    ],
    [webhookOf(receiver)],
  );
  try {
    await writeLogs(cluster, lost, 1500, 1000);
    await record(cluster, temporal);
    await recordDrills(cluster, temporal, '2019-11-12');
    await recordTidying(cluster, temporal);
  } finally {
    await temporal.stop();
    await receiver.close();
    await cluster.stop();
    await tearDown();
  }
}

runRecording(main);
