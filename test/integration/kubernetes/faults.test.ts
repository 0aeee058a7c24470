import { setTimeout as pause } from 'node:timers/promises';
import { contentChecksum } from '../../../sandbox/seed/content-checksum';
import type { ContentChecksum } from '../../../sandbox/seed/content-checksum';
import { removeRepository } from '../../../src/elasticsearch/repositories';
import { getClusterHealth } from '../../../src/elasticsearch/health';
import { deletePod } from '../../../src/kubernetes/pods';
import type { Run } from '../../../src/client/logkeep-client';
import { isReady } from '../../../src/planning/pod-trouble';
import type { Progress } from '../../../src/workflows/progress';
import type { RemoveBackupResult } from '../../../src/workflows/remove-backup/types';
import type { SetupBackupResult } from '../../../src/workflows/setup-backup/types';
import { eventually } from '../../world/eventually';
import { writeLogs } from '../../world/log-cluster';
import { allocationIsClean, look, podsOf, registered } from '../../world/kubesphere-look';
import type { Look } from '../../world/kubesphere-look';
import { name, namespace, openKubeSphere } from '../../world/kubesphere';
import type { KubeSphere } from '../../world/kubesphere';
import { reapplyChart } from '../../world/reapply-chart';
import { restartsOf } from '../../world/restarts-of';
import { holdAt, recreateSteps, setupSteps, stepNamed } from '../../world/setup-steps';
import { connectTemporalWorld } from '../../world/temporal';
import type { TemporalWorld } from '../../world/temporal';
import { activityIsToldToCancel } from '../../world/told-to-cancel';
import { runWorkerProcess } from '../../world/worker-process';
import type { WorkerProcess } from '../../world/worker-process';

jest.setTimeout(1_800_000);

const logs = 'ks-logstash-log-2026.11.0*';

let kubesphere: KubeSphere;
let temporal: TemporalWorld;
let worker: WorkerProcess;
let untouched: Look;
let content: ContentChecksum;

beforeAll(async () => {
  kubesphere = await openKubeSphere();
  for (const day of ['01', '02', '03'])
    await writeLogs({ ...kubesphere.direct, server: kubesphere }, `ks-logstash-log-2026.11.${day}`, 200);
  await allPodsReady();
  temporal = await connectTemporalWorld();
  worker = await startWorker();
  untouched = await look(kubesphere);
  content = await contentChecksum(kubesphere, logs);
});
afterEach(async () => {
  expect(await contentChecksum(kubesphere, logs)).toEqual(content);
  await expect(allocationIsClean(kubesphere)).resolves.toBe(true);
  const { annotations, secrets } = await look(kubesphere);
  // No stand-in is remembered, no rollout held, no re-creation under way.
  expect(annotations.filter((annotation) => annotation.startsWith('logkeep/'))).toEqual([]);
  expect(secrets.filter((secret) => secret.includes('recreate'))).toEqual([]);
});
afterAll(async () => {
  await worker.stop();
  await temporal.stop();
  await kubesphere.close();
});

function startWorker(): Promise<WorkerProcess> {
  return runWorkerProcess(kubesphere.writeConfig(temporal.taskQueue));
}

function start<Result>(workflow: string, more: object = {}): Promise<Run<Result>> {
  return temporal.start<Result>(workflow, { cluster: name, ...more });
}

async function killWorker(): Promise<void> {
  await worker.kill();
}

/** Long enough for the kubelet and the controllers to do without; a run has met the absence long before. Milliseconds. */
const longAbsence = 20_000;

/**
 * Takes the API server away, lets go of what was held on its way there, and brings it back when the run has failed for it.
 * @param isLong whether it stays away for as long as a restart of its machine would take.
 */
async function withoutApiServer(run: Run<unknown>, meanwhile: () => void, isLong = false): Promise<void> {
  const { apiServer } = kubesphere.world;
  const before = await attemptsOf(run);
  await apiServer.stop();
  const start = Date.now();
  meanwhile();
  if (isLong) await pause(longAbsence);
  // Some wait inside of an attempt until it is back: for them the time is all there is.
  await eventually(async () => (await attemptsOf(run)) > before || Date.now() - start > longAbsence);
  await apiServer.start();
}

/** How often what a run is doing now has been tried. */
async function attemptsOf({ workflowId }: Run<unknown>): Promise<number> {
  const { raw } = await temporal.client.workflow.getHandle(workflowId).describe();
  return Math.max(0, ...(raw.pendingActivities ?? []).map(({ attempt }) => attempt ?? 0));
}

/** Ends a pod at once, as a node that is out of memory would. Returns its uid. */
async function killPod(pod: string): Promise<string> {
  const uid = (await look(kubesphere)).pods[pod] ?? '';
  await deletePod(kubesphere.direct.kubernetes.api, namespace, pod, uid, { graceSeconds: 0 });
  return uid;
}

async function allPodsReady(): Promise<void> {
  await eventually(async () => (await podsOf(kubesphere)).every(isReady));
}

/** Cancels a run in the middle of a step, and returns what it says that it has undone. */
async function cancelAt(step: string, more: object = {}): Promise<string[]> {
  const held = holdAt(kubesphere, stepNamed(step));
  const run = await start('setupBackup', more);
  await held.arrived;
  await run.cancel();
  held.letGo();
  await expect(run.result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
  const { undone = [] } = await run.query<Progress>('progress');
  return undone;
}

/** Returns when a pod that was killed has a successor, and that is in the cluster. */
async function isReplaced(pod: string, uid: string): Promise<void> {
  await eventually(async () => {
    const successor = (await podsOf(kubesphere)).find(({ metadata }) => metadata.name === pod);
    return successor !== undefined && successor.metadata.uid !== uid && isReady(successor);
  });
  await eventually(async () => {
    const health = await getClusterHealth(kubesphere.direct.elasticsearch).catch(() => null);
    return health?.status === 'green' && health.nodes === 3;
  });
}

function expectAsBefore(now: Look, before: Look): void {
  expect(now.templates).toEqual(before.templates);
  expect(now.config).toBe(before.config);
  expect(now.replicas).toEqual(before.replicas);
  expect(Object.keys(now.pods)).toEqual(Object.keys(before.pods));
}

const beforeAnyRestart = setupSteps.slice(0, setupSteps.indexOf(stepNamed('stopping a data pod')));

test.each([
  ...beforeAnyRestart.map(({ step }) => [step, 'patch']),
  ...recreateSteps.map(({ step }) => [step, 'recreate']),
])('a run cancelled while %s (mode %s) leaves the cluster as it was, and no pod is touched', async (step, mode) => {
  await cancelAt(step, { mode });
  const now = await look(kubesphere);
  expectAsBefore(now, untouched);
  expect(now.pods).toEqual(untouched.pods);
  await expect(registered(kubesphere)).resolves.toBeNull();
});

test('a run killed and cancelled when it has only remembered what a StatefulSet is to become deletes none', async () => {
  const before = await look(kubesphere);
  const held = holdAt(kubesphere, stepNamed('remembering what a StatefulSet is to become'));
  const run = await start('setupBackup', { mode: 'recreate' });
  await held.arrived;
  await run.cancel();
  // A worker that takes up the step before the run has heard of its cancellation would go on with it.
  await activityIsToldToCancel(run);
  await killWorker();
  held.letGo();
  worker = await startWorker();
  await expect(run.result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
  const now = await look(kubesphere);
  expectAsBefore(now, untouched);
  expect({ statefulSets: now.statefulSets, pods: now.pods }).toEqual({
    statefulSets: before.statefulSets,
    pods: before.pods,
  });
});

test('a run killed and cut off while a StatefulSet is deleted and created anew, then cancelled, leaves the cluster as it was', async () => {
  const deleting = holdAt(kubesphere, stepNamed('deleting a StatefulSet'));
  const creating = holdAt(kubesphere, stepNamed('creating it anew'));
  const configuring = holdAt(kubesphere, stepNamed('editing path.repo'));
  const run = await start('setupBackup', { mode: 'recreate' });
  await deleting.arrived;
  await killWorker();
  deleting.letGo();
  worker = await startWorker();

  await creating.arrived;
  // The most dangerous moment of all: there is no StatefulSet, and nobody who would create it.
  await killWorker();
  expect(Object.keys((await look(kubesphere)).statefulSets)).toHaveLength(1);
  const creatingAgain = holdAt(kubesphere, stepNamed('creating it anew'));
  const deletingNext = holdAt(kubesphere, stepNamed('deleting a StatefulSet'));
  worker = await startWorker();
  await creatingAgain.arrived;
  await withoutApiServer(run, creatingAgain.letGo);
  creating.letGo();
  await deletingNext.arrived;
  await withoutApiServer(run, deletingNext.letGo);

  await configuring.arrived;
  await run.cancel();
  configuring.letGo();
  await expect(run.result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
  const now = await look(kubesphere);
  expectAsBefore(now, untouched);
  expect(now.pods).toEqual(untouched.pods);
});

test('a run in mode recreate that is cancelled while a data pod stops restarts just that pod as it was', async () => {
  const undone = await cancelAt('stopping a data pod', { mode: 'recreate' });
  expect(undone).toContain('elasticsearch-logging-data-1 runs as before');
  const now = await look(kubesphere);
  expectAsBefore(now, untouched);
  expect(now.pods).toEqual({
    ...untouched.pods,
    'elasticsearch-logging-data-1': now.pods['elasticsearch-logging-data-1'],
  });
  await allPodsReady();
});

test('a run cancelled while a stand-in leads gives the lead back and restarts every changed pod as it was', async () => {
  await cancelAt('stopping the master');
  expectAsBefore(await look(kubesphere), untouched);
  await allPodsReady();
});

test('a run comes to its end although the API server goes away in each step, for 20 s where a pod is replaced', async () => {
  // In the others only Elasticsearch is spoken to.
  const moments = setupSteps.filter(({ path }) => path === 'kubernetes');
  const held = moments.map((step) => holdAt(kubesphere, step));
  const run = await start<SetupBackupResult>('setupBackup');
  for (const { step, arrived, letGo } of held) {
    await arrived;
    await withoutApiServer(run, letGo, step.startsWith('stopping'));
  }
  const { restarted, nodes } = await run.result();
  expect(nodes).toHaveLength(3);
  expect(new Set(restarted).size).toBe(3);
  // A kubelet that was cut off may start a pod with the ConfigMap as it was; then that pod is restarted once more.
  const again = (await restartsOf(temporal, run.workflowId)).filter(({ pod }, turn) => restarted.indexOf(pod) < turn);
  process.stderr.write(`Restarted once more: ${JSON.stringify(again.map(({ pod, reason }) => ({ pod, reason })))}\n`);
  for (const { reason } of again) expect(reason).toContain('runs without path.repo');
  await allPodsReady();
  // The controller that lets a deleted claim go was cut off as well, and takes its time to come back.
  await eventually(async () => !(await look(kubesphere)).claims.includes('data-elasticsearch-logging-discovery-1'));
});

test.each(['registering', 'proving'])('a run cancelled while %s takes the repository out again', async (step) => {
  await removeRepository(kubesphere.direct.elasticsearch, kubesphere.direct.repository);
  const before = await look(kubesphere);
  const held = holdAt(kubesphere, stepNamed(step));
  const run = await start<SetupBackupResult>('setupBackup');
  await held.arrived;
  await run.cancel();
  held.letGo();
  // A step that comes to its end before it hears of the cancellation makes the setup complete.
  const isComplete = await run.result().then(
    () => true,
    () => false,
  );
  expect((await registered(kubesphere)) !== null).toBe(isComplete);
  expect(await look(kubesphere)).toEqual(before);
});

test('a removal comes to its end although an Elasticsearch pod is killed meanwhile', async () => {
  const held = holdAt(kubesphere, stepNamed('stopping a data pod'));
  const run = await start<RemoveBackupResult>('removeBackup');
  await held.arrived;
  held.letGo();
  await killPod('elasticsearch-logging-discovery-0');
  await run.result();
  expectAsBefore(await look(kubesphere), untouched);
  await allPodsReady();
});

test('a run comes to its end although its worker is killed in each step, and an Elasticsearch pod during the restart', async () => {
  const held = setupSteps.map((step) => holdAt(kubesphere, step));
  const run = await start<SetupBackupResult>('setupBackup');
  for (const { step, arrived, letGo } of held) {
    await arrived;
    await killWorker();
    if (step === 'stopping a data pod') await killPod('elasticsearch-logging-data-0');
    // The request was under way: it reaches the server after its sender has died.
    letGo();
    worker = await startWorker();
  }
  await expect(run.result()).resolves.toMatchObject({ nodes: { length: 3 } });
  const now = await look(kubesphere);
  expect(now.replicas).toEqual(untouched.replicas);
  expect(Object.keys(now.pods)).toEqual(Object.keys(untouched.pods));
  await allPodsReady();
  await expect(registered(kubesphere)).resolves.not.toBeNull();
});

test('a run cancelled while it dismisses the stand-in does so, and puts the master back as it was', async () => {
  // Only the master has to be restarted: the chart was applied again, and its pod has started anew since.
  await reapplyChart(kubesphere);
  const master = 'elasticsearch-logging-discovery-0';
  await isReplaced(master, await killPod(master));
  const before = await look(kubesphere);
  const undone = await cancelAt('dismissing the stand-in');
  expect(undone).toContain(`${master} runs as before`);
  const now = await look(kubesphere);
  expectAsBefore(now, before);
  expect({ ...now.pods, [master]: '' }).toEqual({ ...before.pods, [master]: '' });
  expect(now.claims).toEqual(before.claims);
  await allPodsReady();
});
