import { z } from 'zod';
import type { Cluster } from '../../../src/activities/cluster';
import { podsOf as onKubernetes } from '../../../src/activities/cluster';
import type { ClaimSettings } from '../../../src/planning/kubernetes-settings';
import { forOneNode, makeVolume, ofAnotherCluster, readOnly, rootSquashed, writable } from '../../world/backup-volume';
import type { VolumeKind } from '../../world/backup-volume';
import { failureOf } from '../../world/failure';
import { isReady } from '../../../src/planning/pod-trouble';
import { allocationIsClean, look, podsOf } from '../../world/kubesphere-look';
import type { Look } from '../../world/kubesphere-look';
import { openKubeSphere } from '../../world/kubesphere';
import type { KubeSphere } from '../../world/kubesphere';
import { holdAt, stepNamed } from '../../world/setup-steps';
import { startTemporalWorld } from '../../world/temporal';

jest.setTimeout(600_000);

let kubesphere: KubeSphere;
let untouched: Look;

beforeAll(async () => {
  kubesphere = await openKubeSphere();
  untouched = await look(kubesphere);
});
afterAll(() => kubesphere.close());

/** What a setup with this claim fails with. */
async function failureWith(claim: Partial<ClaimSettings>): Promise<string> {
  const { cluster } = kubesphere;
  const { api, settings } = onKubernetes(cluster);
  const changed: Cluster = {
    ...cluster,
    kubernetes: { api, settings: { ...settings, claim: { ...settings.claim, ...claim } } },
  };
  const temporal = await startTemporalWorld([changed]);
  try {
    const { message } = await failureOf(temporal.run('setupBackup', { cluster: cluster.name }));
    return message;
  } finally {
    await temporal.stop();
  }
}

/** Nothing in the cluster was changed, not even for a moment. */
async function expectUntouched(): Promise<void> {
  const { statefulSets, generations, templates, pods, config } = await look(kubesphere);
  expect({ ...untouched, statefulSets, generations, templates, pods, config }).toEqual(untouched);
}

const volumes: [what: string, kind: VolumeKind, said: RegExp][] = [
  ['read-only', readOnly, /The backup volume is read-only on node \S+: export or mount it for writing/],
  [
    'owned by root and not writable, not even by root',
    rootSquashed,
    /User 1000 of Elasticsearch may not write to the backup volume, .*root_squash.*chown 1000/,
  ],
  [
    'written to by another cluster',
    ofAnotherCluster,
    /The folder belongs to .*two writers would destroy the snapshots/,
  ],
  ['for one node only', forOneNode, /offers ReadWriteOnce, but every Elasticsearch node has to write to it at once/],
];

test.each(volumes)('a volume that is %s is told, and nothing in the cluster is changed', async (_, kind, said) => {
  const volume = await makeVolume(kubesphere, kind);
  try {
    await expect(failureWith({ name: volume.claim, storageClass: '' })).resolves.toMatch(said);
    await expectUntouched();
  } finally {
    await volume.remove();
  }
});

test('a storage class that does not exist is told, and nothing in the cluster is changed', async () => {
  const message = await failureWith({ name: 'backup-of-no-class', storageClass: 'no-such-class' });
  expect(message).toMatch(/backup-of-no-class.*no-such-class/);
  await expectUntouched();
});

test.each([
  ['whose provisioner does not run', 'nobody-provisions', 'example.com/nobody'],
  ['that provisions nothing, and has no volume for several nodes', 'by-hand', 'kubernetes.io/no-provisioner'],
])('a claim of a class %s is told, and nothing in the cluster is changed', async (_, className, provisioner) => {
  const { api } = kubesphere.direct.kubernetes;
  const path = '/apis/storage.k8s.io/v1/storageclasses';
  const body = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: className },
    provisioner,
    volumeBindingMode: 'Immediate',
  };
  await api.send({ method: 'POST', path, body }, z.unknown());
  try {
    const message = await failureWith({ name: `backup-${className}`, storageClass: className });
    expect(message).toMatch(new RegExp(`Claim backup-${className} is not bound: `));
    await expectUntouched();
  } finally {
    await api.send({ method: 'DELETE', path: `${path}/${className}` }, z.unknown());
  }
});

test('a pod that cannot start on the new template is freed: its volume vanished after the probe', async () => {
  const volume = await makeVolume(kubesphere, writable);
  const held = holdAt(kubesphere, stepNamed('stopping a data pod'));
  try {
    const failing = failureWith({ name: volume.claim, storageClass: '' });
    await held.arrived;
    await kubesphere.world.run('mv', volume.path, `${volume.path}-away`);
    held.letGo();
    const message = await failing;
    expect(message).toMatch(/A pod does not start: FailedMount/);
    expect(message).toContain('elasticsearch-logging-data-1 runs as before');
    const { templates, config, pods } = await look(kubesphere);
    expect({ templates, config }).toEqual({ templates: untouched.templates, config: untouched.config });
    expect(Object.keys(pods)).toEqual(Object.keys(untouched.pods));
    expect((await podsOf(kubesphere)).every(isReady)).toBe(true);
    await expect(allocationIsClean(kubesphere)).resolves.toBe(true);
  } finally {
    await kubesphere.world.run('mv', `${volume.path}-away`, volume.path);
    await volume.remove();
  }
});
