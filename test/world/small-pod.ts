import type { PodTemplate, StatefulSet } from '../../src/planning/manifest';

const image = 'docker.io/library/alpine:3.10.4';

/** A pod that does nothing, and stops at once when it is told to. */
export function smallPod(command: string[] = ['sleep', '100000']): PodTemplate['spec'] {
  const container = { name: 'main', image, imagePullPolicy: 'IfNotPresent', command };
  return { terminationGracePeriodSeconds: 0, restartPolicy: 'Always', containers: [container] };
}

/** A StatefulSet of such pods that, like KubeSphere's, restarts none by itself. */
export function smallStatefulSet(name: string, replicas: number): StatefulSet {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name },
    spec: {
      replicas,
      serviceName: name,
      selector: { matchLabels: labels },
      updateStrategy: { type: 'OnDelete' },
      podManagementPolicy: 'Parallel',
      template: { metadata: { labels }, spec: smallPod() },
    },
  };
}
