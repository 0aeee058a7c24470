import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as soon } from 'node:timers/promises';
import { reviewAccess } from '../../../src/kubernetes/access';
import { connectKubernetes } from '../../../src/kubernetes/connect';
import { KubernetesError } from '../../../src/kubernetes/errors';
import { createPod, getPod, listPods } from '../../../src/kubernetes/pods';
import { createAccount } from '../../world/account';
import { eventually } from '../../world/eventually';
import { writeKubeconfig } from '../../world/kubeconfig';
import { kubernetesWorld, ownNamespace } from '../../world/kubernetes';
import { smallPod } from '../../world/small-pod';

const world = kubernetesWorld();
const administrator = connectKubernetes(world);
const folder = mkdtempSync(join(tmpdir(), 'logkeep-restart-'));
let space: Awaited<ReturnType<typeof ownNamespace>>;
beforeAll(async () => void (space = await ownNamespace(administrator)));
afterAll(async () => {
  await space.remove();
  rmSync(folder, { recursive: true });
});

/** Does the same again and again; tells the failures, once the last try went well after `stop`. */
function repeat(run: () => Promise<unknown>): { stop: () => void; failures: Promise<unknown[]> } {
  let isStopped = false;
  const failures = (async () => {
    const seen: unknown[] = [];
    for (let wentWell = false; !(isStopped && wentWell); await soon()) {
      wentWell = await run().then(
        () => true,
        (error: unknown) => seen.push(error) < 0,
      );
    }
    return seen;
  })();
  return { stop: () => void (isStopped = true), failures };
}

// Just started, an API server refuses every account for a moment: that is no missing right.
test('while the API server restarts, nothing fails in a way that would not be tried again', async () => {
  const { name: namespace } = space;
  const rules = [{ apiGroups: [''], resources: ['pods', 'pods/exec'], verbs: ['get', 'list', 'create'] }];
  const token = await createAccount(administrator, namespace, 'worker', rules);
  const user = { token };
  const kubernetes = connectKubernetes({
    kubeconfig: writeKubeconfig(join(folder, 'worker'), world.kubeconfig, { user }),
  });
  await createPod(administrator, namespace, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p' },
    spec: smallPod(),
  });
  await eventually(async () => (await getPod(kubernetes, namespace, 'p'))?.status?.phase === 'Running');
  const right = { verb: 'list', group: '', resource: 'pods' };
  const loops = [
    repeat(() => listPods(kubernetes, namespace, {})),
    repeat(() => kubernetes.exec({ namespace, pod: 'p', container: 'main' }, ['true'])),
    repeat(async () => expect(await reviewAccess(kubernetes, namespace, [right])).toEqual([])),
  ];
  await world.apiServer.stop();
  await world.apiServer.start();
  for (const { stop } of loops) stop();
  const failures = (await Promise.all(loops.map((loop) => loop.failures))).flat();
  expect(failures.length).toBeGreaterThan(0);
  const final = failures.filter((error) => !(error instanceof KubernetesError && error.retryable));
  expect(final).toEqual([]);
});
