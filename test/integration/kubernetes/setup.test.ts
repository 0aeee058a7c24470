import type { BackupResult } from '../../../src/workflows/backup/types';
import type { CheckSetupResult } from '../../../src/workflows/check-setup/types';
import type { RemoveBackupResult } from '../../../src/workflows/remove-backup/types';
import type { SetupBackupResult } from '../../../src/workflows/setup-backup/types';
import { reviewAccess } from '../../../src/kubernetes/access';
import { execRights } from '../../../src/planning/required-rights';
import { activitiesOf } from '../../world/activities-of';
import { eventually } from '../../world/eventually';
import { allocationIsClean, look, registered } from '../../world/kubesphere-look';
import type { Look } from '../../world/kubesphere-look';
import { failureOf } from '../../world/failure';
import { grant, revokeExec } from '../../world/logkeep-account';
import { name, namespace, openKubeSphere } from '../../world/kubesphere';
import type { KubeSphere } from '../../world/kubesphere';
import { reapplyChart } from '../../world/reapply-chart';
import { restartsOf } from '../../world/restarts-of';
import { holdAt, stepNamed } from '../../world/setup-steps';
import { startTemporalWorld } from '../../world/temporal';
import type { TemporalWorld } from '../../world/temporal';
import { watchUids } from '../../world/watch-uids';
import { whileWriting } from '../../world/while-writing';
import {
  curatorOf,
  describeCurator,
  describeCuratorOfOthers,
  expectResumed,
  threat,
  writeOldLogs,
} from './describe-curator';

jest.setTimeout(900_000);

let kubesphere: KubeSphere;
let temporal: TemporalWorld;
let untouched: Look;

beforeAll(async () => {
  // Everything here is done with the rights of deploy/rbac and no others.
  kubesphere = await openKubeSphere({ rights: ['patch.yaml', 'cluster.yaml'] });
  temporal = await startTemporalWorld([kubesphere.cluster]);
  await writeOldLogs(kubesphere);
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

/** Returns when the API server no longer lets logkeep run commands in pods. */
async function forbidExec(): Promise<void> {
  await revokeExec(kubesphere.direct.kubernetes.api, namespace);
  await eventually(async () => (await lackingExec()).length > 0);
}

function lackingExec() {
  const { kubernetes } = kubesphere.cluster;
  if (kubernetes === undefined) throw new Error('The cluster is not on Kubernetes');
  return reviewAccess(kubernetes.api, namespace, execRights());
}

// The tests follow each other on one cluster, as the days of its operator would.

test("a dry run says what would change, warns of KubeSphere's own Curator, and changes nothing", async () => {
  const result = await setUp({ dryRun: true });
  expect(result.warnings).toEqual([expect.stringMatching(threat)]);
  expect(result.obstacles).toEqual([]);
  expect(result.changes).toHaveLength(8);
  expect(result.diff).toContain('+    path.repo: /usr/share/elasticsearch/backup');
  expect(result.cost).toContain('handed over to a stand-in');
  expect(await look(kubesphere)).toEqual(untouched);
});

test('a dry run says why the master cannot be handed over without the right to run commands, and what it costs then', async () => {
  await forbidExec();
  const { obstacles } = await setUp({ dryRun: true });
  expect(obstacles).toEqual([
    expect.stringMatching(
      /^no other node can lead .* cannot be asked in their pods .*pods\/exec.*"acceptOutage": true$/,
    ),
  ]);
  const accepted = await setUp({ dryRun: true, acceptOutage: true });
  expect(accepted.obstacles).toEqual([]);
  expect(accepted.cost).toContain('no writes for about 45 s');
  await grant(kubesphere.direct.kubernetes.api, namespace, 'patch.yaml');
  await eventually(async () => (await lackingExec()).length === 0);
});

test('from the untouched manifests to a verified repository with one call, no line lost but in the handover', async () => {
  const curator = await curatorOf(kubesphere);
  const { result, report, failedElsewhere } = await writing<SetupBackupResult>('setupBackup');
  // Whoever has not asked for it to be suspended is only warned.
  expect(result.warnings).toContainEqual(expect.stringMatching(threat));
  expect((await curatorOf(kubesphere)).spec).toEqual(curator.spec);
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

describe("KubeSphere's own Curator", () => describeCurator(() => ({ kubesphere, temporal })));

test("after a chart's ConfigMap is applied again, the check says so and setup repairs just that", async () => {
  const current = await look(kubesphere);
  await reapplyChart(kubesphere);

  const { drift } = await temporal.run<CheckSetupResult>('checkSetup', cluster);
  expect(drift).toEqual([
    {
      what: 'path.repo in ConfigMap elasticsearch-logging no longer has /usr/share/elasticsearch/backup',
      cause: expect.stringMatching(
        /^last written by Helm \(helm\), which applied a chart again at \d{4}-\S+Z$/,
      ) as string,
      effect: 'the next pod that restarts cannot use the repository',
    },
  ]);
  const repaired = await setUp();
  expect(repaired.restarted).toEqual([]);
  expect(repaired.changes).toHaveLength(1);
  const after = await look(kubesphere);
  expect(after.pods).toEqual(current.pods);
  expect(await temporal.run<CheckSetupResult>('checkSetup', cluster)).toMatchObject({ drift: [] });
});

test('removeBackup takes everything out again, resumes Curator, and leaves the claim and the snapshots', async () => {
  const { result, report, failedElsewhere } = await writing<RemoveBackupResult>('removeBackup');
  expect(failedElsewhere).toEqual([]);
  expect(report.longestGapMs).toBeLessThanOrEqual(10_000);
  expect(result.restarted).toHaveLength(3);
  await expectResumed(result.changes);
  const after = await look(kubesphere);
  expect(after.templates).toEqual(untouched.templates);
  expect(after.config).toBe(untouched.config);
  expect(after.claims).toContain('elasticsearch-logging-backup');
  await expect(registered(kubesphere)).resolves.toBeNull();
  await expect(allocationIsClean(kubesphere)).resolves.toBe(true);
  expect(await temporal.run<RemoveBackupResult>('removeBackup', cluster)).toMatchObject({ changes: [] });
});

describe('a Curator that others decide about', describeCuratorOfOthers);

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
  // A handover that was possible when the plan was made is so no longer when the master's turn comes.
  const held = holdAt(kubesphere, stepNamed('summoning the stand-in'));
  void held.arrived.then(forbidExec).then(held.letGo);
  const setup = writing<SetupBackupResult>('setupBackup', { mode: 'recreate', acceptOutage: true });
  const { outcome, sightings } = await watchUids(kubesphere, setup);
  const { result, workflowId, report, failedElsewhere } = outcome;
  expect(result.restarted).toHaveLength(3);

  const changedEarly = (await restartsOf(temporal, workflowId)).flatMap(({ pod, at }) =>
    sightings.filter((seen) => seen.at < at && seen.pods[pod] !== before.pods[pod]),
  );
  expect(changedEarly).toEqual([]);
  const areTheSame = (one: Record<string, string>, other: Record<string, string>) =>
    Object.entries(one).map(([object, uid]) => other[object] === uid);
  const recreated = sightings.filter(
    ({ statefulSets }) => !areTheSame(before.statefulSets, statefulSets).includes(true),
  );
  expect(recreated.some(({ pods }) => !areTheSame(before.pods, pods).includes(false))).toBe(true);

  // The master was restarted plainly, and nothing but that was felt.
  const compared = (await activitiesOf(temporal, workflowId)).find(({ name }) => name === 'compareViews');
  expect(compared?.result).toContain('pods/exec');
  expect(failedElsewhere).toEqual([]);
  expect(report.longestGapMs).toBeLessThanOrEqual(60_000);

  const after = await look(kubesphere);
  expect(after.secrets.filter((secret) => secret.includes('recreate'))).toEqual([]);
  expect(after.claims).toEqual(before.claims);
  expect(after.replicas).toEqual(before.replicas);
  await expect(allocationIsClean(kubesphere)).resolves.toBe(true);
  // The snapshots of the first setup are still in the volume that was kept.
  const again = await setUp({ mode: 'recreate' });
  expect(again).toMatchObject({ changes: [], restarted: [] });
  expect(await look(kubesphere)).toEqual(after);
});
