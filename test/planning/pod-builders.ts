import type { ClusterNode } from '../../src/planning/cluster-node';
import type { KubernetesSettings } from '../../src/planning/kubernetes-settings';
import type { ConfigMap, Container, Pod, PodSpec, StatefulSet, VolumeMount } from '../../src/planning/manifest';
import { pathRepoOf } from '../../src/planning/path-repo';
import type { StatefulSetFacts } from '../../src/planning/setup-facts';

/** What the service account admission plugin adds to every container. */
const token: VolumeMount = {
  name: 'kube-api-access-7r8c6',
  mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
  readOnly: true,
};

/** What the admission plugin DefaultTolerationSeconds adds to every pod. */
const defaultTolerations = ['not-ready', 'unreachable'].map((trouble) => ({
  ...{ effect: 'NoExecute', key: `node.kubernetes.io/${trouble}`, operator: 'Exists', tolerationSeconds: 300 },
}));

/** The pods of a StatefulSet, as the controller and admission make them from its template. */
export function podsOf(statefulSet: StatefulSet, settings: KubernetesSettings): Pod[] {
  const ordinals = Array.from({ length: statefulSet.spec.replicas ?? 1 }, (_, ordinal) => ordinal);
  return ordinals.map((ordinal) => podOf(statefulSet, ordinal, settings));
}

export function podOf(
  { metadata, spec }: StatefulSet,
  ordinal: number,
  { namespace, container }: KubernetesSettings,
  uid = `${metadata.name}-${ordinal}-uid`,
): Pod {
  const name = `${metadata.name}-${ordinal}`;
  const labels = { ...spec.template.metadata?.labels, 'statefulset.kubernetes.io/pod-name': name };
  const claims = (spec.volumeClaimTemplates ?? []).map((claim) => ({
    name: claim.metadata.name,
    persistentVolumeClaim: { claimName: `${claim.metadata.name}-${name}` },
  }));
  return {
    ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, uid, labels } },
    spec: admitted({
      ...spec.template.spec,
      ...{ nodeName: 'node-1', hostname: name, subdomain: spec.serviceName },
      volumes: [...claims, ...(spec.template.spec.volumes ?? [])],
    }),
    status: {
      ...{ phase: 'Running', podIP: addressOf(name) },
      conditions: [
        { type: 'PodScheduled', status: 'True' },
        { type: 'Ready', status: 'True' },
      ],
      containerStatuses: [{ name: container, ready: true, restartCount: 0, state: { running: {} } }],
    },
  };
}

/** The Elasticsearch of every pod; the master with the lowest ordinal but one is elected, where there are several. */
export function nodesOf(
  statefulSets: readonly StatefulSetFacts[],
  settings: KubernetesSettings,
  configMap: ConfigMap,
): ClusterNode[] {
  const pathRepo = pathRepoOf(configMap.data?.[settings.configMap.key] ?? '');
  return statefulSets.flatMap(({ role, pods }) =>
    pods.map(({ metadata: { name } }, ordinal) => ({
      ...{ id: `id-of-${name}`, name, host: addressOf(name), ip: addressOf(name), version: '6.7.0', pathRepo },
      ...{ isMasterEligible: role === 'master', isData: role === 'data' },
      isElected: role === 'master' && ordinal === Math.min(1, pods.length - 1),
      ...{ plugins: [], modules: [] },
    })),
  );
}

/** A pod's spec after admission: more mounts, volumes and tolerations than its template has. */
function admitted(spec: PodSpec): PodSpec {
  const { containers, initContainers = [], volumes = [] } = spec;
  return {
    ...spec,
    containers: containers.map(withToken),
    initContainers: initContainers.map(withToken),
    volumes: [...volumes, { name: token.name, projected: { defaultMode: 420 } }],
    tolerations: [...((spec['tolerations'] ?? []) as object[]), ...defaultTolerations],
  };
}

function withToken({ volumeMounts = [], ...container }: Container): Container {
  return { ...container, terminationMessagePath: '/dev/termination-log', volumeMounts: [...volumeMounts, token] };
}

/** An address of its own for every pod. */
function addressOf(pod: string): string {
  return `10.0.${pod.length}.${Number(/\d+$/.exec(pod)?.[0]) + 1}`;
}
