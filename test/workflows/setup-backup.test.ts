import type { SetupBackupResult } from '../../src/workflows/setup-backup/types';
import { data0, data1, master, refused, startScriptedCluster } from './scripted-cluster';
import type { Script, ScriptedCluster } from './scripted-cluster';

let cluster: ScriptedCluster;
afterEach(() => cluster.stop());

/** What a run ends with. */
async function failureOf(script: Script, input: object = {}): Promise<string> {
  cluster = await startScriptedCluster(script);
  const run = await cluster.start('setupBackup', input);
  return run.result().then(
    () => 'no failure',
    (error: Error) => (error.cause as Error).message,
  );
}

test('where everything goes well, all pods are restarted and nothing is undone', async () => {
  cluster = await startScriptedCluster({});
  const run = await cluster.start<SetupBackupResult>('setupBackup');
  await expect(run.result()).resolves.toMatchObject({
    restarted: [data1.pod, data0.pod, master.pod],
    nodes: { length: 3 },
  });
  expect([...cluster.mounted]).toEqual([data1.pod, data0.pod, master.pod]);
});

describe('an undo whose own restart fails', () => {
  const script = (failing: Script): Script => ({
    registerRepository: () => Promise.reject(refused('a node cannot write')),
    ...failing,
  });

  test('still gives allocation, stand-in and rollouts back, and names what it could not do', async () => {
    let isUndoing = false;
    const failure = await failureOf(
      script({
        revertTemplate: () => Promise.resolve((isUndoing = true)),
        awaitPod: () => (isUndoing ? Promise.reject(refused('data-1 does not start')) : Promise.resolve()),
        hasStandIn: () => Promise.resolve(isUndoing),
      }),
    );
    expect(failure).toMatch(/^a node cannot write \(cleaning up: .*could not undo: .*\(data-1 does not start\)/);
    expect(failure).toContain('stand-in');
    const failed = cluster.calls.lastIndexOf(`awaitPod ${data1.pod}`);
    const after = cluster.calls.slice(failed + 1);
    expect(after).toEqual(expect.arrayContaining(['releaseAllocation', 'releaseRollout']));
  });
});
