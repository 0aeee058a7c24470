import type { BackupResult } from '../../../src/workflows/backup/types';
import type { CheckSetupResult } from '../../../src/workflows/check-setup/types';
import type { RemoveBackupResult } from '../../../src/workflows/remove-backup/types';
import type { SetupBackupResult } from '../../../src/workflows/setup-backup/types';
import { replaceKey } from '../../../src/kubernetes/config-maps';
import { allocationIsClean, look, originalConfig, registered } from '../../world/kubesphere-look';
import type { Look } from '../../world/kubesphere-look';
import { failureOf } from '../../world/failure';
import { grant } from '../../world/logkeep-account';
import { name, namespace, openKubeSphere } from '../../world/kubesphere';
import type { KubeSphere } from '../../world/kubesphere';
import { startTemporalWorld } from '../../world/temporal';
import type { TemporalWorld } from '../../world/temporal';
import { whileWriting } from '../../world/while-writing';

jest.setTimeout(900_000);

let kubesphere: KubeSphere;
let temporal: TemporalWorld;
let untouched: Look;

beforeAll(async () => {
  // Everything here is done with the rights of deploy/rbac and no others.
  kubesphere = await openKubeSphere({ rights: ['patch.yaml', 'cluster.yaml'] });
  temporal = await startTemporalWorld([kubesphere.cluster]);
  untouched = await look(kubesphere);
});
afterAll(async () => {
  await temporal.stop();
  await kubesphere.close();
});

const cluster = { cluster: name };
const setUp = (more: object = {}) => temporal.run<SetupBackupResult>('setupBackup', { ...cluster, ...more });

/** Runs a workflow while logs are written. */
const writing = <Result>(workflowType: string, more: object = {}) =>
  whileWriting<Result>(kubesphere, temporal, workflowType, { ...cluster, ...more });

// The tests follow each other on one cluster, as the days of its operator would.

test('a dry run says what would change, and changes nothing', async () => {
  const result = await setUp({ dryRun: true });
  expect(result.obstacles).toEqual([]);
  expect(result.changes).toHaveLength(8);
  expect(result.diff).toContain('+    path.repo: /usr/share/elasticsearch/backup');
  expect(result.cost).toContain('handed over to a stand-in');
  expect(await look(kubesphere)).toEqual(untouched);
});

test('from the untouched manifests to a verified repository with one call, no line lost but in the handover', async () => {
  const { result, report, failedElsewhere } = await writing<SetupBackupResult>('setupBackup');
  expect(result.restarted).toEqual([
    'elasticsearch-logging-data-1',
    'elasticsearch-logging-data-0',
    'elasticsearch-logging-discovery-0',
  ]);
  expect(result.nodes).toHaveLength(3);
  expect(await registered(kubesphere)).toMatchObject({
    type: 'fs',
    settings: { location: '/usr/share/elasticsearch/backup/kubesphere' },
  });
  await expect(allocationIsClean(kubesphere)).resolves.toBe(true);
  expect(failedElsewhere).toEqual([]);
  expect(report.longestGapMs).toBeLessThanOrEqual(10_000);
  // Nothing of the stand-in is left, nor of the probe or the proof.
  const after = await look(kubesphere);
  expect(Object.keys(after.pods)).toEqual(Object.keys(untouched.pods));
  expect(after.claims).toEqual([...untouched.claims, 'elasticsearch-logging-backup'].sort());
  expect(after.replicas).toEqual(untouched.replicas);
});

test('a second call is a no-op: no pod touched, no generation changed', async () => {
  const before = await look(kubesphere);
  const result = await setUp();
  expect(result).toMatchObject({ changes: [], restarted: [] });
  expect(await look(kubesphere)).toEqual(before);
});

test('a backup works now', async () => {
  const { indices } = await temporal.run<BackupResult>('backup', cluster);
  expect(indices).toBeGreaterThan(0);
});

test("after a chart's ConfigMap is applied again, the check says so and setup repairs just that", async () => {
  const { kubernetes } = kubesphere.direct;
  const { key, name: configName } = kubernetes.settings.configMap;
  const current = await look(kubesphere);
  // As Helm 3 does: one string, replaced by its own.
  await replaceKey(
    kubernetes.api,
    kubernetes.settings.namespace,
    configName,
    key,
    originalConfig(),
    current.configVersion,
  );

  const { drift } = await temporal.run<CheckSetupResult>('checkSetup', cluster);
  expect(drift.map(({ what }) => what)).toEqual([
    'path.repo in ConfigMap elasticsearch-logging no longer has /usr/share/elasticsearch/backup',
  ]);
  const repaired = await setUp();
  expect(repaired.restarted).toEqual([]);
  expect(repaired.changes).toHaveLength(1);
  const after = await look(kubesphere);
  expect(after.pods).toEqual(current.pods);
  expect(await temporal.run<CheckSetupResult>('checkSetup', cluster)).toMatchObject({ drift: [] });
});

test('removeBackup takes everything out again and leaves the claim and the snapshots', async () => {
  const { result, report, failedElsewhere } = await writing<RemoveBackupResult>('removeBackup');
  expect(failedElsewhere).toEqual([]);
  expect(report.longestGapMs).toBeLessThanOrEqual(10_000);
  expect(result.restarted).toHaveLength(3);
  const after = await look(kubesphere);
  expect(after.templates).toEqual(untouched.templates);
  expect(after.config).toBe(untouched.config);
  expect(after.claims).toContain('elasticsearch-logging-backup');
  await expect(registered(kubesphere)).resolves.toBeNull();
  await expect(allocationIsClean(kubesphere)).resolves.toBe(true);
  expect(await temporal.run<RemoveBackupResult>('removeBackup', cluster)).toMatchObject({ changes: [] });
});

test('mode recreate says which rights it lacks, and touches nothing', async () => {
  const before = await look(kubesphere);
  const { message } = await failureOf(setUp({ mode: 'recreate' }));
  expect(message).toContain("logkeep's account lacks rights in namespace kubesphere-logging-system");
  expect(message).toContain('create statefulsets.apps');
  expect(message).toContain('delete statefulsets.apps elasticsearch-logging-data');
  expect(await look(kubesphere)).toEqual(before);
  await grant(kubesphere.direct.kubernetes.api, namespace, 'recreate.yaml');
});

test("mode recreate does the article's way without its outage: every pod runs on until its turn", async () => {
  const before = await look(kubesphere);
  const { result, report, failedElsewhere } = await writing<SetupBackupResult>('setupBackup', { mode: 'recreate' });
  expect(failedElsewhere).toEqual([]);
  expect(result.restarted).toHaveLength(3);
  expect(report.longestGapMs).toBeLessThanOrEqual(10_000);
  const after = await look(kubesphere);
  expect(after.statefulSets).not.toEqual(before.statefulSets);
  expect(after.secrets.filter((secret) => secret.includes('recreate'))).toEqual([]);
  // The snapshots of the first setup are still in the volume that was kept.
  const again = await setUp({ mode: 'recreate' });
  expect(again).toMatchObject({ changes: [], restarted: [] });
  expect(await look(kubesphere)).toEqual(after);
});
