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

describe('a handover', () => {
  const deleted = `stopPod ${master.pod}`;

  test('whose master cannot be ended in its container leaves the pod alone, and is refused', async () => {
    const failure = await failureOf({ endServer: () => Promise.resolve(false) });
    expect(failure).toContain('could not be handed over (its Elasticsearch could not be ended in its container');
    expect(failure).toContain('"acceptOutage": true');
    expect(cluster.calls).not.toContain(deleted);
    expect([...cluster.mounted]).toEqual([]);
  });

  test('whose master cannot be ended becomes a plain restart where that is accepted, after the stand-in has gone', async () => {
    expect(await failureOf({ endServer: () => Promise.resolve(false) }, { acceptOutage: true })).toBe('no failure');
    expect(cluster.calls.indexOf('dismissStandIn elasticsearch-logging-discovery')).toBeLessThan(
      cluster.calls.indexOf(deleted),
    );
  });

  test('whose stand-in cannot be had leaves the pod alone, and no stand-in', async () => {
    const failure = await failureOf({ summonStandIn: () => Promise.reject(refused('exceeded quota')) });
    expect(failure).toContain('could not be handed over (exceeded quota)');
    expect(cluster.calls).not.toContain(deleted);
  });

  test('whose stand-in cannot be ended does not send away who leads', async () => {
    const failure = await failureOf({
      endServer: ({ pod }) => Promise.resolve(pod === master.pod),
      leads: () => Promise.resolve(true),
    });
    expect(failure).toContain(
      'elasticsearch-logging-discovery-1 goes on leading for elasticsearch-logging-discovery-0',
    );
    expect(failure).toContain('could not undo: StatefulSet elasticsearch-logging-discovery may still have a stand-in');
    expect(cluster.calls).not.toContain('dismissStandIn elasticsearch-logging-discovery');
  });
});
