import { seededRandom } from './random';
import type { LineKind } from './log-lines';

/** A container whose lines are logged, with the `kubernetes` part that fluent-bit adds to each of them. */
export interface LoggedContainer {
  kind: LineKind;
  /** The JSON of `{"kubernetes": …}` without its outer braces: the same for every line, so written only once. */
  kubernetesJson: string;
}

const deployments: [namespace: string, deployment: string, container: string, kind: LineKind, replicas: number][] = [
  ['shop', 'storefront', 'nginx', 'access', 3],
  ['shop', 'orders', 'orders', 'java', 2],
  ['shop', 'payments', 'payments', 'json', 2],
  ['shop', 'catalogue-zh', 'catalogue', 'chinese', 1],
  ['kubesphere-system', 'ks-apiserver', 'ks-apiserver', 'klog', 1],
  ['kubesphere-system', 'ks-console', 'ks-console', 'access', 1],
  ['kube-system', 'coredns', 'coredns', 'coredns', 2],
  ['kube-system', 'kube-controller-manager-master1', 'kube-controller-manager', 'klog', 1],
];

/** The containers of a small KubeSphere cluster; always the same. */
export function loggedContainers(): LoggedContainer[] {
  const random = seededRandom('pods');
  return deployments.flatMap(([namespace, deployment, container, kind, replicas]) => {
    const replicaSet = `${deployment}-${random.hex(10)}`;
    return Array.from({ length: replicas }, (_, index) => {
      const kubernetes = {
        pod_name: `${replicaSet}-${random.hex(5)}`,
        namespace_name: namespace,
        host: `node${(index % 3) + 1}`,
        container_name: container,
        docker_id: random.hex(64),
        container_hash: random.hex(64),
      };
      return { kind, kubernetesJson: `"kubernetes":${JSON.stringify(kubernetes)}` };
    });
  });
}
