import { planSetup } from '../../src/planning/setup-plan';
import type { SetupBackupResult } from '../../src/workflows/setup-backup/types';
import { complete, kubernetesOf, withKubernetes, withRepository } from '../planning/setup-builders';
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

test('an undo whose own restart fails still gives allocation and stand-in back, and names what it could not do', async () => {
  let isUndoing = false;
  const failure = await failureOf({
    registerRepository: () => {
      isUndoing = true;
      return Promise.reject(refused('a node cannot write'));
    },
    awaitPod: () => (isUndoing ? Promise.reject(refused('data-1 does not start')) : Promise.resolve()),
    hasStandIn: () => Promise.resolve(isUndoing),
  });
  expect(failure).toMatch(/^a node cannot write \(cleaning up: .*could not undo: .*\(data-1 does not start\)/);
  expect(failure).toContain('could not undo: StatefulSet elasticsearch-logging-discovery may still have a stand-in');
  const after = cluster.calls.slice(cluster.calls.lastIndexOf(`awaitPod ${data1.pod}`) + 1);
  expect(after).toContain('releaseAllocation');
  // Kubernetes would roll the pods that are not as before, with no care.
  expect(after).not.toContain('releaseRollout');
  expect(failure).toContain('a StatefulSet that rolls its pods by itself is kept from it until the next run');
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

test('a pod is left alone when something begins after allocation was held, and has its turn once that is over', async () => {
  let looks = 0;
  const failure = await failureOf({
    stopPod: ({ pod, ifCalmWithin }) => {
      const isUnrest = pod === data1.pod && ifCalmWithin !== undefined && (looks += 1) === 1;
      return Promise.resolve(isUnrest ? ['health is yellow'] : undefined);
    },
    nextRestart: () => Promise.resolve({ next: looks > 1 ? null : data1, remaining: 1, masters: 1, standsIn: false }),
  });
  expect(failure).toBe('no failure');
  const stop = `stopPod ${data1.pod}`;
  const again = cluster.calls.slice(cluster.calls.indexOf(stop), cluster.calls.lastIndexOf(stop) + 1);
  expect(again).toEqual([stop, 'releaseAllocation', 'awaitCalm', 'holdAllocation', stop]);
});

test('a setup that has only its volume to keep does just that', async () => {
  const whole = complete('kubesphere-2.1.1');
  const { settings } = kubernetesOf(whole);
  const claim = { ...settings.claim, retainVolume: true };
  const facts = withKubernetes(whole, { settings: { ...settings, claim }, volumeIsDeletedWithClaim: true });
  const failure = await failureOf({
    planSetup: ({ wish }) => Promise.resolve({ ...planSetup(facts, wish), diff: '' }),
  });
  expect(failure).toBe('no failure');
  expect(cluster.calls).toEqual(['openCluster', 'planSetup', 'ensureClaim']);
});

test('a repository that was there is put back as it was when its successor does not prove itself', async () => {
  const registered = { type: 'fs', settings: { location: 'old' } };
  const facts = withRepository(complete('kubesphere-2.1.1'), { registered, differences: ['its location is old'] });
  const putBack = jest.fn(() => Promise.resolve(true));
  const failure = await failureOf({
    planSetup: ({ wish }) => Promise.resolve({ ...planSetup(facts, wish), diff: '' }),
    proveRepository: () => Promise.reject(refused('a document is missing')),
    putRepositoryBack: putBack,
  });
  expect(failure).toBe('a document is missing (cleaning up: r is registered as it was)');
  expect(putBack).toHaveBeenCalledWith({ cluster: 'kubesphere', before: registered });
});
