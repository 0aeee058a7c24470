import { mountFailure } from '../../src/planning/mount-failure';

const kubelet = (said: string): string =>
  `MountVolume.SetUp failed for volume "pvc-1" : mount failed: exit status 32
Mounting command: mount
Mounting arguments: -t nfs 10.0.0.9:/export/backup /var/lib/kubelet/pods/1/volumes/kubernetes.io~nfs/pvc-1
Output: ${said}\n`;

test.each([
  [
    'has no NFS client: install nfs-common',
    'mount: wrong fs type, bad option; for several filesystems (e.g. nfs, cifs) you might need a /sbin/mount.<type> helper program.',
  ],
  [
    'has no NFS client',
    'mount: /var/lib/kubelet: bad option; for several filesystems (e.g. nfs, cifs) you might need a /sbin/mount.<type> helper program.',
  ],
  [
    "the NFS server's exports do not allow this node",
    'mount.nfs: access denied by server while mounting 10.0.0.9:/export/backup',
  ],
  ['rpc.statd does not run', 'mount.nfs: rpc.statd is not running but is required for remote locking.'],
  [
    'the folder is not on the storage server',
    'mount.nfs: mounting 10.0.0.9:/export/backup failed, reason given by server: No such file or directory',
  ],
  ['does not reach the storage server', 'mount.nfs: Connection timed out'],
  ['does not reach the storage server', 'mount.nfs: No route to host for 10.0.0.9:/export on /var/lib'],
  ['does not reach the storage server', 'mount.nfs: Failed to resolve server nfs.local: Name or service not known'],
  ['the export was replaced', 'mount.nfs: Stale file handle'],
])('%s', (cause, said) => {
  const sentence = mountFailure('node-1', kubelet(said));
  expect(sentence).toContain('The backup volume cannot be mounted on node node-1: ');
  expect(sentence).toContain(cause);
  expect(sentence).toContain(said);
});

test.each([
  [
    'can be attached to one node only',
    'Multi-Attach error for volume "pvc-1" Volume is already exclusively attached to one node and can\'t be attached to another',
  ],
  [
    'the mount does not end',
    'Unable to attach or mount volumes: unmounted volumes=[backup]: timed out waiting for the condition',
  ],
])('%s', (cause, message) => {
  expect(mountFailure('node-1', message)).toContain(cause);
});

test('a cause that is not known is told in the system’s own words, the last of them', () => {
  expect(mountFailure('node-1', kubelet('mount.ceph: novel trouble'))).toBe(
    'The backup volume cannot be mounted on node node-1: Output: mount.ceph: novel trouble',
  );
  expect(mountFailure('node-1', '')).toContain('does not say why');
  expect(mountFailure('node-1', 'x'.repeat(9000)).length).toBeLessThan(400);
});
