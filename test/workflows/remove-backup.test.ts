import { ApplicationFailure } from '@temporalio/common';
import type { RemoveBackupResult } from '../../src/workflows/remove-backup/types';
import { data0, data1, master, refused, startScriptedCluster } from './scripted-cluster';
import type { ScriptedCluster } from './scripted-cluster';

let cluster: ScriptedCluster;
const unavailable = () => ApplicationFailure.retryable('no elected master', 'Unavailable');
afterEach(() => cluster.stop());

test('where everything goes well, all pods are restarted without the backup volume', async () => {
  cluster = await startScriptedCluster({}, true);
  const run = await cluster.start<RemoveBackupResult>('removeBackup');
  await expect(run.result()).resolves.toMatchObject({ restarted: [data1.pod, data0.pod, master.pod] });
  expect([...cluster.mounted]).toEqual([]);
  expect(cluster.calls).toContain('releaseRollout');
});

test('one that fails lets the stopping pod go, and then gives allocation back for as long as it takes', async () => {
  let failures = 0;
  const script = {
    awaitPod: () => Promise.reject(refused('data-1 does not start')),
    // More often than a hasty undo tries.
    releaseAllocation: () =>
      (failures += 1) <= 4 ? Promise.reject(unavailable()) : Promise.resolve(['allocation is as it was']),
  };
  cluster = await startScriptedCluster(script, true);
  const run = await cluster.start('removeBackup');
  await expect(run.result()).rejects.toMatchObject({
    cause: { message: 'data-1 does not start (cleaning up: allocation is as it was)' },
  });
  const letGo = cluster.calls.indexOf(`stopPod ${data1.pod} if it is stopping`);
  expect(letGo).toBeGreaterThan(0);
  expect(cluster.calls.lastIndexOf('releaseAllocation')).toBeGreaterThan(letGo);
  // The rest of the pods is still to be restarted with care: a removal is finished by running it again.
  expect(cluster.calls).not.toContain('releaseRollout');
});
