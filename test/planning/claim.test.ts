import { claimManifest, claimObjections } from '../../src/planning/claim';
import type { PersistentVolumeClaim } from '../../src/planning/manifest';

const settings = { name: 'backup', storageClass: 'nfs-client', size: '100Gi', retainVolume: false };

test('the claim is shared, of the configured class and size, and logkeep’s', () => {
  expect(claimManifest(settings, 'logs', 'kubesphere')).toEqual({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name: 'backup',
      namespace: 'logs',
      labels: { 'app.kubernetes.io/managed-by': 'logkeep', 'logkeep/cluster': 'kubesphere' },
    },
    spec: {
      accessModes: ['ReadWriteMany'],
      storageClassName: 'nfs-client',
      resources: { requests: { storage: '100Gi' } },
    },
  });
});

test('without a class it names none, so that the cluster’s default class makes it', () => {
  const withoutClass = { name: 'backup', size: '100Gi', retainVolume: false };
  expect(claimManifest(withoutClass, 'logs', 'kubesphere')['spec']).not.toHaveProperty('storageClassName');
});

interface Found {
  metadata?: object;
  spec?: object;
  status?: object;
}

const claim = ({ metadata, spec, status }: Found = {}): PersistentVolumeClaim => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'backup', ...metadata },
  spec: { accessModes: ['ReadWriteMany'], storageClassName: 'nfs-client', volumeName: 'pv-1', ...spec },
  status: { phase: 'Bound', accessModes: ['ReadWriteMany'], ...status },
});
const pending = { phase: 'Pending', accessModes: undefined };

test.each<[string, Found]>([
  ['a bound one', {}],
  ['one that waits for its volume', { spec: { volumeName: undefined }, status: pending }],
  ['a bound one of another class, which a person has chosen', { spec: { storageClassName: 'cephfs' } }],
  ['one that offers more', { status: { accessModes: ['ReadWriteOnce', 'ReadWriteMany'] } }],
  [
    'one that the server has just made',
    { spec: { volumeName: undefined }, status: { phase: undefined, accessModes: undefined } },
  ],
])('%s serves', (_, found) => {
  expect(claimObjections(claim(found), settings)).toEqual([]);
});

test.each<[string, Found]>([
  [
    'claim backup is being deleted: wait until it is gone, or name another one as kubernetes.claim.name',
    { metadata: { deletionTimestamp: '2019-11-12T00:00:00Z' } },
  ],
  [
    'claim backup has lost pv-1: create that PersistentVolume again for it, or delete the claim',
    { status: { phase: 'Lost' } },
  ],
  [
    'claim backup offers ReadWriteOnce, but every Elasticsearch node has to write to it at once: name one with ReadWriteMany as kubernetes.claim.name',
    { status: { accessModes: ['ReadWriteOnce'] } },
  ],
  [
    'claim backup offers ReadOnlyMany, ReadWriteOnce, but every Elasticsearch node has to write to it at once: name one with ReadWriteMany as kubernetes.claim.name',
    { spec: { accessModes: ['ReadOnlyMany', 'ReadWriteOnce'], volumeName: undefined }, status: pending },
  ],
  [
    'claim backup is a raw block device, which no two nodes can share: name one with volumeMode Filesystem as kubernetes.claim.name',
    { spec: { volumeMode: 'Block' } },
  ],
  [
    'claim backup waits for storage class nfs-cleint, but kubernetes.claim.storageClass is nfs-client: it holds nothing yet, so delete it (kubectl delete pvc backup)',
    { spec: { storageClassName: 'nfs-cleint', volumeName: undefined }, status: pending },
  ],
  [
    'claim backup waits for no storage class, but kubernetes.claim.storageClass is nfs-client: it holds nothing yet, so delete it (kubectl delete pvc backup)',
    { spec: { storageClassName: undefined, volumeName: undefined }, status: pending },
  ],
])('%s', (objection, found) => {
  expect(claimObjections(claim(found), settings)).toEqual([objection]);
});

test('all objections are told at once', () => {
  const found = claim({
    metadata: { deletionTimestamp: 'now' },
    spec: { volumeMode: 'Block' },
    status: { accessModes: [] },
  });
  expect(claimObjections(found, settings)).toHaveLength(3);
});
