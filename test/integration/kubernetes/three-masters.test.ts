import type { SetupBackupResult } from '../../../src/workflows/setup-backup/types';
import { makeVolume, rootOwned } from '../../world/backup-volume';
import type { BackupVolume } from '../../world/backup-volume';
import { allocationIsClean, look, podsOf, registered } from '../../world/kubesphere-look';
import { name, openKubeSphere } from '../../world/kubesphere';
import type { KubeSphere } from '../../world/kubesphere';
import { startTemporalWorld } from '../../world/temporal';
import type { TemporalWorld } from '../../world/temporal';
import { whileWriting } from '../../world/while-writing';

jest.setTimeout(1_200_000);

let kubesphere: KubeSphere;
let temporal: TemporalWorld;
let volume: BackupVolume;

beforeAll(async () => {
  kubesphere = await openKubeSphere({ stack: '3.3.2' });
  volume = await makeVolume(kubesphere, rootOwned);
  const { cluster } = kubesphere;
  if (cluster.kubernetes === undefined) throw new Error('The cluster is not on Kubernetes');
  const { settings, api } = cluster.kubernetes;
  const claim = { ...settings.claim, name: volume.claim, storageClass: '' };
  temporal = await startTemporalWorld([{ ...cluster, kubernetes: { api, settings: { ...settings, claim } } }]);
});
afterAll(async () => {
  await temporal.stop();
  await kubesphere.close();
});

test('with three masters and a volume that belongs to root, setup loses no line', async () => {
  const { config } = await look(kubesphere);
  const writing = whileWriting<SetupBackupResult>(kubesphere, temporal, 'setupBackup', { cluster: name });
  const { result, report } = await writing;
  expect(result.restarted).toHaveLength(6);
  expect(result.nodes).toHaveLength(6);
  // Elasticsearch 6 asks around for 3 s before it elects, and refuses to write for as long; not while it is restarted.
  expect(report.failedLines).toEqual([]);
  expect(report.longestGapMs).toBeLessThanOrEqual(2000);
  expect((await look(kubesphere)).config).toBe(`${config}\npath.repo: /usr/share/elasticsearch/backup`);
  await expect(registered(kubesphere)).resolves.not.toBeNull();
  await expect(allocationIsClean(kubesphere)).resolves.toBe(true);
  // The volume was given to Elasticsearch's user by an init container, because only root could.
  const [pod] = await podsOf(kubesphere);
  expect(pod?.spec.initContainers?.map((container) => container.name)).toContain('logkeep-backup-chown');
});
