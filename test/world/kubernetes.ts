import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { KubernetesCluster } from '../../sandbox/kubernetes/kubernetes-cluster';
import { runningKubernetes } from '../../sandbox/kubernetes/running-kubernetes';
import { NotFound } from '../../src/kubernetes/errors';
import { insteadOf } from '../../src/planning/instead-of';
import type { Kubernetes } from '../../src/kubernetes/kubernetes';
import { eventually } from './eventually';

/** What the cluster of the tests is called in its world. */
export const clusterName = 'kubernetes';

// Passed on to jest's worker processes through the environment.
const variable = 'LOGKEEP_TEST_KUBERNETES';

/** A world of the sandbox whose running Kubernetes is to be used: quicker than a new one while one writes tests. */
export function worldToReuse(): string | undefined {
  return process.env[variable];
}

export function publishKubernetesWorld(world: string): void {
  process.env[variable] = world;
}

/** The genuine Kubernetes that all test files share. */
export function kubernetesWorld(): KubernetesCluster {
  const world = process.env[variable];
  const cluster = world === undefined ? undefined : runningKubernetes(world, clusterName);
  if (cluster !== undefined) return cluster;
  throw new Error(`No Kubernetes runs in the world ${world ?? '(none)'}: run these tests through jest, or start it`);
}

/** A namespace of its own for a test file; `remove` takes it away with all that is in it. */
export async function ownNamespace(kubernetes: Kubernetes): Promise<{ name: string; remove: () => Promise<void> }> {
  const name = `test-${randomBytes(4).toString('hex')}`;
  const path = '/api/v1/namespaces';
  const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
  await kubernetes.send({ method: 'POST', path, body }, z.unknown());
  // Without it, which a controller adds, the namespace takes no pods.
  const account = { method: 'GET', path: `${path}/${name}/serviceaccounts/default` } as const;
  await eventually(() => insteadOf(NotFound, kubernetes.send(account, z.unknown()), null));
  const remove = async () => void (await kubernetes.send({ method: 'DELETE', path: `${path}/${name}` }, z.unknown()));
  return { name, remove };
}
