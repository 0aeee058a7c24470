import type { Cluster } from '../../../src/activities/cluster';
import { podsOf as onKubernetes } from '../../../src/activities/cluster';
import type { ClaimSettings } from '../../../src/planning/kubernetes-settings';
import { isReady } from '../../../src/planning/pod-trouble';
import { forOneNode, makeVolume, ofAnotherCluster, readOnly, rootSquashed, writable } from '../../world/backup-volume';
import type { VolumeKind } from '../../world/backup-volume';
import { failureOf } from '../../world/failure';
import { allocationIsClean, look, podsOf } from '../../world/kubesphere-look';
import type { Look } from '../../world/kubesphere-look';
import { openKubeSphere } from '../../world/kubesphere';
import type { KubeSphere } from '../../world/kubesphere';
import { holdAt, stepNamed } from '../../world/setup-steps';
import { byHandForOneNode, makeClass, ofDisks, ofNobody } from '../../world/storage-class';
import type { ClassKind } from '../../world/storage-class';
import { startTemporalWorld } from '../../world/temporal';
import type { TemporalWorld } from '../../world/temporal';

jest.setTimeout(600_000);

/** What has been made for a fault: the claim that a setup is to use, and how to take it away again. */
interface Made {
  claim: Partial<ClaimSettings>;
  remove: () => Promise<void>;
}

type Fault = [what: string, make: () => Promise<Made>, said: RegExp | string];

async function volume(kind: VolumeKind): Promise<Made> {
  const one = await makeVolume(kubesphere, kind);
  return { claim: { name: one.claim, storageClass: '' }, remove: () => one.remove() };
}

async function storageClass(kind: ClassKind): Promise<Made> {
  const claim = { name: `backup-${kind.name}`, storageClass: kind.name };
  return { claim, ...(await makeClass(kubesphere, kind, claim.name)) };
}

const faults: Fault[] = [
  [
    'a volume that is read-only',
    () => volume(readOnly),
    /The backup volume is read-only on node \S+: export or mount it for writing/,
  ],
  [
    'a volume that is owned by root and not writable, not even by root',
    () => volume(rootSquashed),
    /User 1000 of Elasticsearch may not write to the backup volume, .*root_squash.*chown 1000/,
  ],
  [
    'a volume that is written to by another cluster',
    () => volume(ofAnotherCluster),
    /The folder belongs to .*two writers would destroy the snapshots/,
  ],
  [
    'a claim that one node alone may use',
    () => volume(forOneNode),
    /offers ReadWriteOnce, but every Elasticsearch node has to write to it at once/,
  ],
  [
    'a storage class that does not exist',
    () =>
      Promise.resolve({
        claim: { name: 'backup-of-no-class', storageClass: 'no-such-class' },
        remove: () => Promise.resolve(),
      }),
    /Claim backup-of-no-class is not bound: there is no storage class no-such-class, there is .*nfs-client.*; set kubernetes\.claim\.storageClass/,
  ],
  [
    'a storage class whose provisioner does not run',
    () => storageClass(ofNobody),
    "Claim backup-nobody-provisions is not bound: provisioner example.com/nobody has not taken it yet; check that the provisioner's pod is running",
  ],
  [
    'a storage class without a provisioner, whose free volume is for one node',
    () => storageClass(byHandForOneNode),
    'Claim backup-by-hand is not bound: storage class by-hand makes no volumes by itself and no free one fits; create a PersistentVolume of that class with ReadWriteMany and its size',
  ],
  [
    'a storage class whose driver makes volumes for one node only',
    () => storageClass(ofDisks),
    'Claim backup-disks is not bound: storage class disks offers no ReadWriteMany (failed to provision volume with StorageClass "disks": rpc error: code = InvalidArgument desc = Volume capabilities MULTI_NODE_MULTI_WRITER not supported. Only AccessModes[ReadWriteOnce] supported); set kubernetes.claim.storageClass to one that does, such as NFS, and delete the claim',
  ],
];

let kubesphere: KubeSphere;
let untouched: Look;
let temporal: TemporalWorld;
let made: Made[];
/** What the setup with each fault has failed with. */
let messages: Promise<string>[];

beforeAll(async () => {
  kubesphere = await openKubeSphere();
  untouched = await look(kubesphere);
  made = [];
  for (const [, make] of faults) made.push(await make());
  const clusters = made.map(({ claim }) => withClaim(`with-${claim.name}`, claim));
  temporal = await startTemporalWorld(clusters);
  // All at once: each waits for its own volume most of the time, and none of them comes to change anything.
  messages = clusters.map(
    async ({ name: cluster }) => (await failureOf(temporal.run('setupBackup', { cluster }))).message,
  );
  await Promise.allSettled(messages);
});
afterAll(async () => {
  await temporal.stop();
  for (const { remove } of made) await remove();
  await kubesphere.close();
});

/** The cluster under another name, whose backup volume is to have this claim. */
function withClaim(name: string, claim: Partial<ClaimSettings>): Cluster {
  const { cluster } = kubesphere;
  const { api, settings } = onKubernetes(cluster);
  const kubernetes = { api, settings: { ...settings, claim: { ...settings.claim, ...claim } } };
  // Whatever it is called, its folder is where another cluster may have been before.
  const repositorySettings = { ...cluster.repositorySettings, location: cluster.name };
  return { ...cluster, name, lease: name, kubernetes, repositorySettings };
}

test.each(faults.map(([what, , said], position) => [what, said, position] as const))(
  '%s is told',
  async (_, said, position) => {
    const message = await messages[position];
    if (typeof said === 'string') expect(message).toContain(said);
    else expect(message).toMatch(said);
  },
);

test('nothing in the cluster was changed for any of them, not even for a moment', async () => {
  const { statefulSets, generations, templates, pods, config, configVersion } = await look(kubesphere);
  const now = { statefulSets, generations, templates, pods, config, configVersion };
  expect({ ...untouched, ...now }).toEqual(untouched);
});

test('a pod that cannot start on the new template is freed: its volume vanished after the probe', async () => {
  const backup = await makeVolume(kubesphere, writable);
  const cluster = withClaim('with-a-vanishing-volume', { name: backup.claim, storageClass: '' });
  const ownTemporal = await startTemporalWorld([cluster]);
  const held = holdAt(kubesphere, stepNamed('stopping a data pod'));
  try {
    const failing = failureOf(ownTemporal.run('setupBackup', { cluster: cluster.name }));
    await held.arrived;
    await kubesphere.world.run('mv', backup.path, `${backup.path}-away`);
    held.letGo();
    const { message } = await failing;
    expect(message).toMatch(/A pod does not start: FailedMount/);
    expect(message).toContain('elasticsearch-logging-data-1 runs as before');
    const { templates, config, pods } = await look(kubesphere);
    expect({ templates, config }).toEqual({ templates: untouched.templates, config: untouched.config });
    expect(Object.keys(pods)).toEqual(Object.keys(untouched.pods));
    expect((await podsOf(kubesphere)).every(isReady)).toBe(true);
    await expect(allocationIsClean(kubesphere)).resolves.toBe(true);
  } finally {
    await ownTemporal.stop();
    await kubesphere.world.run('mv', `${backup.path}-away`, backup.path);
    await backup.remove();
  }
});
