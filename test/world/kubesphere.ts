import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { stringify } from 'yaml';
import { deployKubeSphereLogging } from '../../sandbox/kubernetes/deploy-kubesphere-logging';
import type { KubernetesCluster } from '../../sandbox/kubernetes/kubernetes-cluster';
import type { KubeSphereVersion } from '../../sandbox/kubernetes/kubesphere-manifests';
import { removeKubeSphereLogging } from '../../sandbox/kubernetes/remove-kubesphere-logging';
import { serviceUrl } from '../../sandbox/kubernetes/service-url';
import type { Cluster, OnKubernetes } from '../../src/activities/cluster';
import { loadConfig } from '../../src/config/load';
import { connectKubernetes } from '../../src/kubernetes/connect';
import { connectClusters } from '../../src/worker/connect-clusters';
import { kubernetesWorld } from './kubernetes';
import { accountToken, grant, revokeClusterWide } from './logkeep-account';
import { openSlowPath } from './slow-path';
import type { SlowPath } from './slow-path';

export const namespace = 'kubesphere-logging-system';
export const name = 'kubesphere';

/** KubeSphere's genuine logging stack on the genuine Kubernetes. */
export interface KubeSphere {
  world: KubernetesCluster;
  /** The address of its Elasticsearch. */
  url: string;
  /** What logkeep works with: through the two paths. */
  cluster: Cluster;
  /** The same past the paths, for the test's own looks. */
  direct: Cluster & { kubernetes: OnKubernetes };
  paths: { kubernetes: SlowPath; elasticsearch: SlowPath };
  /** Writes logkeep.yaml for a worker process on this task queue, through the two paths. */
  writeConfig(taskQueue: string): string;
  close(): Promise<void>;
}

export interface KubeSphereOptions {
  stack?: KubeSphereVersion;
  /** Additions to the section of the cluster in logkeep.yaml. */
  section?: { kubernetes?: object; repository?: object };
  /** The files of deploy/rbac whose rights logkeep gets; left out: it is the administrator. */
  rights?: readonly string[];
}

/** Deploys the stack afresh, as its makers do, and opens logkeep's ways to it. */
export async function openKubeSphere({
  stack = '2.1.1',
  section,
  rights,
}: KubeSphereOptions = {}): Promise<KubeSphere> {
  const world = kubernetesWorld();
  await removeKubeSphereLogging(world, namespace);
  await deployKubeSphereLogging(world, { stack, namespace });
  const url = await serviceUrl(world, namespace);
  const admin = new KubeConfig();
  admin.loadFromFile(world.kubeconfig);
  const paths = {
    kubernetes: await openSlowPath(admin.getCurrentCluster()?.server ?? ''),
    elasticsearch: await openSlowPath(url),
  };
  const folder = mkdtempSync(join(tmpdir(), 'logkeep-kubesphere-'));
  const kubeconfig = join(folder, 'kubeconfig');
  const server = { server: paths.kubernetes.url, 'insecure-skip-tls-verify': true };
  const user = { token: rights === undefined ? admin.getCurrentUser()?.token : await accountWith(world, rights) };
  writeFileSync(kubeconfig, stringify(kubeconfigOf(server, user)));
  const through = (file: string, worker: object = {}) =>
    write(join(folder, file), paths.elasticsearch.url, kubeconfig, section, worker);
  const cluster = open(through('logkeep.yaml'));
  const direct = open(write(join(folder, 'direct.yaml'), url, world.kubeconfig, section)) as KubeSphere['direct'];
  return {
    ...{ world, url, paths, cluster, direct },
    writeConfig: (taskQueue) => through('worker.yaml', { taskQueue }),
    close: async () => {
      if (rights?.includes('cluster.yaml') === true) await revokeClusterWide(direct.kubernetes.api);
      await Promise.all([cluster.elasticsearch.close(), direct.elasticsearch.close()]);
      await Promise.all(Object.values(paths).map((path) => path.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The token of an account that has just these rights. */
async function accountWith(world: KubernetesCluster, files: readonly string[]): Promise<string> {
  const administrator = connectKubernetes({ kubeconfig: world.kubeconfig });
  for (const file of files) await grant(administrator, namespace, file);
  return accountToken(administrator, namespace);
}

function kubeconfigOf(cluster: object, user: object): object {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster }],
    users: [{ name: 'test', user }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
    'current-context': 'test',
  };
}

function write(
  file: string,
  url: string,
  kubeconfig: string,
  section: KubeSphereOptions['section'],
  worker: object = {},
): string {
  const cluster = {
    preset: 'kubesphere-2.1',
    elasticsearch: { url },
    kubernetes: { kubeconfig, ...section?.kubernetes },
    ...(section?.repository === undefined ? {} : { repository: section.repository }),
  };
  writeFileSync(file, stringify({ clusters: { [name]: cluster }, worker: { healthPort: 0, ...worker } }));
  return file;
}

/** By way of logkeep.yaml, as in a worker. */
function open(file: string): Cluster {
  const [cluster] = connectClusters(loadConfig(file).clusters).values();
  if (cluster === undefined) throw new Error('logkeep.yaml has no cluster');
  return cluster;
}
