import { z } from 'zod';
import type { Cluster } from '../../../src/activities/cluster';
import { podsOf as onKubernetes } from '../../../src/activities/cluster';
import type { ClaimSettings } from '../../../src/planning/kubernetes-settings';
import { forOneNode, makeVolume, readOnly, rootSquashed } from '../../world/backup-volume';
import type { VolumeKind } from '../../world/backup-volume';
import { failureOf } from '../../world/failure';
import { look } from '../../world/kubesphere-look';
import type { Look } from '../../world/kubesphere-look';
import { openKubeSphere } from '../../world/kubesphere';
import type { KubeSphere } from '../../world/kubesphere';
import { startTemporalWorld } from '../../world/temporal';

jest.setTimeout(600_000);

let kubesphere: KubeSphere;
let untouched: Look;

beforeAll(async () => {
  kubesphere = await openKubeSphere();
  untouched = await look(kubesphere);
});
afterAll(() => kubesphere.close());

afterEach(async () => {
  const { statefulSets, generations, templates, pods, config } = await look(kubesphere);
  expect({ statefulSets, generations, templates, pods, config }).toMatchObject({
    statefulSets: untouched.statefulSets,
    generations: untouched.generations,
    templates: untouched.templates,
    pods: untouched.pods,
    config: untouched.config,
  });
});

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

const volumes: [what: string, kind: VolumeKind, said: RegExp][] = [
  ['read-only', readOnly, /The backup volume is read-only on node \S+: export or mount it for writing/],
  [
    'owned by root and not writable, not even by root',
    rootSquashed,
    /User 1000 of Elasticsearch may not write to the backup volume, .*root_squash.*chown 1000/,
  ],
  ['for one node only', forOneNode, /offers ReadWriteOnce, but every Elasticsearch node has to write to it at once/],
];

test.each(volumes)('a volume that is %s is told, and nothing in the cluster is changed', async (_, kind, said) => {
  const volume = await makeVolume(kubesphere, kind);
  try {
    await expect(failureWith({ name: volume.claim, storageClass: '' })).resolves.toMatch(said);
  } finally {
    await volume.remove();
  }
});

test('a storage class that does not exist is told, and nothing in the cluster is changed', async () => {
  const message = await failureWith({ name: 'backup-of-no-class', storageClass: 'no-such-class' });
  expect(message).toMatch(/backup-of-no-class.*no-such-class/);
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
    process.stderr.write(`${message}\n`);
  } finally {
    await api.send({ method: 'DELETE', path: `${path}/${className}` }, z.unknown());
  }
});
