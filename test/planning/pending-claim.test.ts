import type { ObjectEvent, PersistentVolumeClaim, StorageClass } from '../../src/planning/manifest';
import { pendingCause } from '../../src/planning/pending-claim';
import type { KnownStorage } from '../../src/planning/pending-claim';

const claim = (spec: object = {}, phase = 'Pending'): PersistentVolumeClaim => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'backup' },
  spec: { storageClassName: 'nfs-client', ...spec },
  status: { phase },
});
const event = (reason: string, message = ''): ObjectEvent => ({
  type: 'Warning',
  reason,
  message,
  lastSeen: '2019-11-12T00:00:00Z',
});
const storageClass = (fields: Partial<StorageClass> = {}): StorageClass => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'nfs-client' },
  provisioner: 'cluster.local/nfs',
  ...fields,
});

// Messages as the controllers of Kubernetes 1.15 to 1.34 and common provisioners write them.
const external =
  'waiting for a volume to be created, either by external provisioner "cluster.local/nfs" or manually created by system administrator';
const newExternal =
  "Waiting for a volume to be created either by the external provisioner 'cluster.local/nfs' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.";

test.each<[string, boolean, PersistentVolumeClaim, ObjectEvent[], KnownStorage?]>([
  [
    'there is no storage class nfs-client; set kubernetes.claim.storageClass to one that offers ReadWriteMany',
    true,
    claim(),
    [event('ProvisioningFailed', 'storageclass.storage.k8s.io "nfs-client" not found')],
  ],
  [
    'there is no storage class nfs-client, there is local, ceph; set',
    true,
    claim(),
    [],
    { storageClass: null, classes: ['local', 'ceph'] },
  ],
  [
    'it names no storage class and the cluster has no default one; set kubernetes.claim.storageClass',
    true,
    claim({ storageClassName: undefined }),
    [event('FailedBinding', 'no persistent volumes available for this claim and no storage class is set')],
  ],
  [
    'it asks for a volume without a storage class, and no free one fits; create a PersistentVolume',
    true,
    claim({ storageClassName: '' }),
    [event('FailedBinding', 'no persistent volumes available for this claim and no storage class is set')],
  ],
  [
    'storage class nfs-client makes no volumes by itself and no free one fits',
    true,
    claim(),
    [],
    { storageClass: storageClass({ provisioner: 'kubernetes.io/no-provisioner' }) },
  ],
  [
    'storage class nfs-client offers no ReadWriteMany (failed to provision volume with StorageClass "local-path": Only support ReadWriteOnce access mode)',
    true,
    claim(),
    [
      event(
        'ProvisioningFailed',
        'failed to provision volume with StorageClass "local-path": Only support ReadWriteOnce access mode',
      ),
    ],
  ],
  [
    'offers no ReadWriteMany',
    true,
    claim(),
    [
      event(
        'ProvisioningFailed',
        'failed to provision volume with StorageClass "local-path": NodePath only supports ReadWriteOnce and ReadWriteOncePod (1.22+) access modes',
      ),
    ],
  ],
  [
    'offers no ReadWriteMany',
    true,
    claim(),
    [
      event(
        'ProvisioningFailed',
        'rpc error: code = InvalidArgument desc = Volume capabilities MULTI_NODE_MULTI_WRITER not supported',
      ),
    ],
  ],
  [
    'offers no ReadWriteMany',
    true,
    claim(),
    [
      event(
        'ProvisioningFailed',
        'invalid AccessModes [ReadWriteMany]: only AccessModes [ReadWriteOnce] are supported',
      ),
    ],
  ],
  [
    'the storage has no room for it (insufficient free space)',
    true,
    claim(),
    [event('ProvisioningFailed', 'insufficient free space.')],
  ],
  [
    'the storage has no room for it',
    true,
    claim(),
    [event('ProvisioningFailed', 'VolumeSizeExceedsAvailableQuota: exceeded quota')],
  ],
  [
    'the volume that it names does not fit (Cannot bind to requested volume "pv-1": requested PV is too small)',
    true,
    claim(),
    [event('VolumeMismatch', 'Cannot bind to requested volume "pv-1": requested PV is too small')],
  ],
  [
    'provisioner cluster.local/nfs has not taken it yet; check that the provisioner’s pod is running'.replace('’', "'"),
    false,
    claim(),
    [event('ExternalProvisioning', external)],
  ],
  ['provisioner cluster.local/nfs has not taken it yet', false, claim(), [event('ExternalProvisioning', newExternal)]],
  [
    'provisioner example.org/x has not taken it yet',
    false,
    claim(),
    [event('ExternalProvisioning', 'in other words')],
    { storageClass: storageClass({ provisioner: 'example.org/x' }) },
  ],
  [
    'its volume is being made',
    false,
    claim(),
    [event('Provisioning', 'External provisioner is provisioning volume for claim "logs/backup"')],
  ],
  [
    'its volume cannot be made (dial tcp 10.0.0.1:443: connect: connection refused); mend that, the provisioner tries again',
    false,
    claim(),
    [event('ProvisioningFailed', 'dial tcp 10.0.0.1:443:\n connect: connection refused')],
  ],
  [
    'pv-1 is gone; create that PersistentVolume again for it, or delete the claim',
    true,
    claim({ volumeName: 'pv-1' }, 'Lost'),
    [event('ClaimLost', 'Bound claim has lost its PersistentVolume.')],
  ],
  ['it has no event that says why', false, claim(), [event('Resizing', 'resizing')]],
  ['it has no event that says why', false, claim(), [], { storageClass: storageClass() }],
])('%s', (sentence, permanent, found, events, known = {}) => {
  const cause = pendingCause(found, events, known);
  expect(cause.sentence).toContain(`Claim backup is not bound: `);
  expect(cause.sentence).toContain(sentence);
  expect(cause).toMatchObject({ permanent, waitsForPod: false });
});

test.each<[ObjectEvent[], KnownStorage]>([
  [[event('WaitForFirstConsumer', 'waiting for first consumer to be created before binding')], {}],
  [[event('WaitForPodScheduled', 'waiting for pod logkeep-probe to be scheduled')], {}],
  [[], { storageClass: storageClass({ volumeBindingMode: 'WaitForFirstConsumer' }) }],
])('a volume that comes with its first pod is nothing wrong (%j)', (events, known) => {
  expect(pendingCause(claim(), events, known)).toEqual({
    sentence: 'Claim backup is not bound: its volume is made when the first pod uses it',
    permanent: false,
    waitsForPod: true,
  });
});

test('a failure tells more than a later announcement of another try', () => {
  const events = [
    event('ExternalProvisioning', external),
    event('ProvisioningFailed', 'mkdir: read-only file system'),
    event('Provisioning'),
  ];
  expect(pendingCause(claim(), events).sentence).toContain('mkdir: read-only file system');
});

test('a class that was created since is not told as missing', () => {
  const events = [event('ProvisioningFailed', 'storageclass.storage.k8s.io "nfs-client" not found')];
  expect(pendingCause(claim(), events, { storageClass: storageClass() })).toMatchObject({ permanent: false });
});

test('a message without end is cut', () => {
  expect(pendingCause(claim(), [event('ProvisioningFailed', 'x'.repeat(9000))]).sentence.length).toBeLessThan(500);
});
