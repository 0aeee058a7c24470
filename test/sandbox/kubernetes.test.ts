import { CoreV1Api } from '@kubernetes/client-node';
import fs from 'node:fs';
import { apiFor } from '../../sandbox/kubernetes/api-for';
import type { KubernetesCluster } from '../../sandbox/kubernetes/kubernetes-cluster';
import { runningKubernetes } from '../../sandbox/kubernetes/running-kubernetes';
import { startKubernetes } from '../../sandbox/kubernetes/start-kubernetes';
import { reapOrphans } from '../../sandbox/processes/reap';
import type { ServerRecord } from '../../sandbox/processes/record';
import { removeWorld } from '../../sandbox/servers/server-handle';
import { waitUntil } from '../../sandbox/wait-until';
import { tracesOf } from './kubernetes-traces';
import { firstLine, killHard, runFixture } from './run-fixture';

const options = { world: `test-${process.pid}-box`, name: 'kubernetes' };
const namespace = 'default';

// The tests tell the story of one cluster, in order.
let cluster: KubernetesCluster;
let pod: string;

beforeAll(async () => {
  cluster = await startKubernetes(options);
  pod = await runPod('sleeper', 'sleep 6000');
});
afterAll(() => removeWorld(options.world));

test('a running cluster shows on the machine as a cable, a cgroup and processes only', () => {
  const { links, routes, rules, mounts, controlGroups, processes } = tracesOf(cluster.record);
  expect(links).toHaveLength(1);
  expect(routes).toHaveLength(3);
  expect(controlGroups.length).toBeGreaterThan(0);
  // The node's eight programs, their supervisor, and those of the pod.
  expect(processes.length).toBeGreaterThan(10);
  expect([rules, mounts]).toEqual([[], []]);
});

test('there is no second one of its name', async () => {
  await expect(startKubernetes(options)).rejects.toThrow(/ already runs as .*; stop that one first\.$/);
  expect(runningKubernetes(options.world, options.name)?.kubeconfig).toBe(cluster.kubeconfig);
});

test('the API server goes away and comes back, while pods and node stay', async () => {
  await cluster.apiServer.stop();
  await expect(core().listNode()).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });

  await cluster.apiServer.start();
  const { metadata, status } = await core().readNamespacedPod({ namespace, name: 'sleeper' });
  expect([metadata?.uid, status?.containerStatuses?.[0]?.restartCount]).toEqual([pod, 0]);
});

test('a claim gets a volume, whose files can be reached from here', async () => {
  const resources = { requests: { storage: '1Gi' } };
  const spec = { accessModes: ['ReadWriteMany'], storageClassName: 'nfs-client', resources };
  await core().createNamespacedPersistentVolumeClaim({ namespace, body: { metadata: { name: 'shared' }, spec } });
  await runPod('writer', 'echo here > /shared/file; sleep 6000', [
    { name: 'shared', persistentVolumeClaim: { claimName: 'shared' } },
  ]);
  const [volume] = fs.readdirSync(cluster.storageFolder);
  expect(fs.readFileSync(`${cluster.storageFolder}/${volume}/file`, 'utf8')).toBe('here\n');
  expect(await cluster.run('cat', `/tmp/hostpath_pv/${volume}/file`)).toBe('here\n');
});

test('a killed cluster leaves its data only, and goes on with it', async () => {
  await cluster.kill();
  expect(leftOf(cluster.record)).toEqual(['files']);

  cluster = await startKubernetes({ ...options, keepData: true });
  const { items } = await core().listNamespacedPersistentVolumeClaim({ namespace });
  expect(items.map(({ metadata, status }) => [metadata?.name, status?.phase])).toEqual([['shared', 'Bound']]);
  // The pod is the same, in a new container.
  await waitUntil(async () => (await containerOf('sleeper'))?.restartCount === 1, {
    boundMs: 120_000,
    onTimeout: () => new Error('The pod did not start again'),
  });
});

test('a stopped cluster leaves nothing behind', async () => {
  await cluster.stop();
  expect(leftOf(cluster.record)).toEqual([]);
});

test('the cluster of an owner that was killed is gone after the next command', async () => {
  const owner = runFixture('start-kubernetes');
  const record = JSON.parse(await firstLine(owner)) as ServerRecord;
  expect(tracesOf(record).links).toHaveLength(1);
  await killHard(owner);
  expect(await reapOrphans()).toContain(`${record.world}/kubernetes`);
  expect(leftOf(record)).toEqual([]);
});

/** The kinds of traces that there still are. */
function leftOf(record: ServerRecord): string[] {
  return Object.entries(tracesOf(record)).flatMap(([kind, traces]) => (traces.length > 0 ? [kind] : []));
}

function core(): CoreV1Api {
  return apiFor(cluster.kubeconfig, CoreV1Api);
}

/** Runs a pod and returns its uid once it is ready. */
async function runPod(
  name: string,
  script: string,
  volumes: { name: string; persistentVolumeClaim: { claimName: string } }[] = [],
): Promise<string> {
  const volumeMounts = volumes.map((volume) => ({ name: volume.name, mountPath: `/${volume.name}` }));
  const containers = [{ name, image: 'alpine:3.10.4', command: ['sh', '-c', script], volumeMounts }];
  const body = { metadata: { name }, spec: { containers, volumes, terminationGracePeriodSeconds: 0 } };
  await waitUntil(hasAccount, { boundMs: 60_000, onTimeout: () => new Error('no service account') });
  const { metadata } = await core().createNamespacedPod({ namespace, body });
  const isReady = async () => (await containerOf(name))?.ready;
  await waitUntil(isReady, { boundMs: 120_000, onTimeout: () => new Error('The pod never got ready') });
  return metadata?.uid ?? '';
}

/** Without its namespace's default account, which comes a moment later, a pod is refused. */
async function hasAccount(): Promise<boolean> {
  const { items } = await core().listNamespacedServiceAccount({ namespace });
  return items.length > 0;
}

async function containerOf(name: string) {
  const { status } = await core().readNamespacedPod({ namespace, name });
  return status?.containerStatuses?.[0];
}
