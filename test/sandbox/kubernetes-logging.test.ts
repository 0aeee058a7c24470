import fs from 'node:fs';
import { AppsV1Api } from '@kubernetes/client-node';
import type { V1StatefulSet } from '@kubernetes/client-node';
import { apiFor } from '../../sandbox/kubernetes/api-for';
import { deployKubeSphereLogging } from '../../sandbox/kubernetes/deploy-kubesphere-logging';
import type { KubernetesCluster } from '../../sandbox/kubernetes/kubernetes-cluster';
import type { KubeSphereVersion } from '../../sandbox/kubernetes/kubesphere-manifests';
import { removeKubeSphereLogging } from '../../sandbox/kubernetes/remove-kubesphere-logging';
import { serviceUrl } from '../../sandbox/kubernetes/service-url';
import { startKubernetes } from '../../sandbox/kubernetes/start-kubernetes';
import { startLogWriter } from '../../sandbox/log-writer/start-log-writer';
import { requestJson } from '../../sandbox/servers/http';
import type { Access } from '../../sandbox/servers/http';
import { removeWorld } from '../../sandbox/servers/server-handle';
import { waitUntil } from '../../sandbox/wait-until';

const world = `test-${process.pid}-logging`;
let cluster: KubernetesCluster;

beforeAll(async () => {
  cluster = await startKubernetes({ world, name: 'kubernetes' });
});
afterAll(() => removeWorld(world));

const stacks: [KubeSphereVersion, string, number][] = [
  ['2.1.1', '6.7.0', 3],
  // Its manifests say 6.8.22, which is not on Maven Central.
  ['3.3.2', '6.8.23', 6],
];

test.each(stacks)(
  'the stack of KubeSphere %s takes log lines on Elasticsearch %s',
  async (stack, version, count) => {
    const namespace = `logging-${stack.replaceAll('.', '-')}`;
    await deployKubeSphereLogging(cluster, { stack, namespace });
    try {
      const access = { url: await serviceUrl(cluster, namespace) };
      const { nodes } = await requestJson<{ nodes: Record<string, { version: string }> }>(access, '/_nodes/_all/_none');
      expect(Object.values(nodes).map((node) => node.version)).toEqual(Array(count).fill(version));
      await writeLines(access);
      // Deploying it again changes nothing.
      await deployKubeSphereLogging(cluster, { stack, namespace });
      expect((await statefulSets(namespace)).map(({ metadata }) => metadata?.generation)).toEqual([1, 1]);
    } finally {
      await removeKubeSphereLogging(cluster, namespace);
    }
    expect(await statefulSets(namespace)).toEqual([]);
    await waitUntil(() => fs.readdirSync(cluster.storageFolder).length === 0, {
      boundMs: 60_000,
      onTimeout: () => new Error('The volumes are still there'),
    });
  },
  900_000,
);

async function writeLines(access: Access): Promise<void> {
  const writer = await startLogWriter({ ...access, linesPerSecond: 10, index: 'written' });
  await waitUntil(() => writer.report().written >= 10, { boundMs: 60_000, onTimeout: () => new Error('no lines') });
  const { written } = await writer.stop();
  await requestJson(access, '/written/_refresh', { method: 'POST' });
  const { count } = await requestJson<{ count: number }>(access, '/written/_count');
  expect(count).toBeGreaterThanOrEqual(written);
}

async function statefulSets(namespace: string): Promise<V1StatefulSet[]> {
  return (await apiFor(cluster.kubeconfig, AppsV1Api).listNamespacedStatefulSet({ namespace })).items;
}
