import { podFromTemplate } from '../../src/planning/dry-run-pod';
import type { StatefulSet } from '../../src/planning/manifest';
import { stacks, statefulSetOf } from './kubesphere';

test.each(stacks)('the pod of %s is what its controller would make for its first ordinal', (stack) => {
  const statefulSet = statefulSetOf(stack);
  const { template } = statefulSet.spec;
  const pod = podFromTemplate({ ...statefulSet, metadata: { ...statefulSet.metadata, namespace: 'logs' } }, 'trial');
  const { volumes, ...spec } = pod.spec;
  expect({ ...spec, volumes: template.spec.volumes }).toEqual(template.spec);
  expect(volumes).toEqual([
    ...(template.spec.volumes ?? []),
    { name: 'data', persistentVolumeClaim: { claimName: `data-${statefulSet.metadata.name}-0` } },
  ]);
  // Policies choose pods by their labels.
  expect(pod.metadata).toEqual({ name: 'trial', namespace: 'logs', labels: template.metadata?.labels });
});

const minimal: StatefulSet = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'es' },
  spec: { selector: {}, template: { spec: { containers: [{ name: 'elasticsearch' }] } } },
};

test('a StatefulSet without volumes makes a pod without any', () => {
  expect(podFromTemplate(minimal, 'trial')).toEqual({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'trial' },
    spec: { containers: [{ name: 'elasticsearch' }], volumes: [] },
  });
});

test('a claim of the pod’s own hides a volume of the same name, and ordinals need not start at 0', () => {
  const spec = {
    containers: [],
    volumes: [
      { name: 'data', emptyDir: {} },
      { name: 'tmp', emptyDir: {} },
    ],
  };
  const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' } };
  const volumeClaimTemplates = [claim];
  const annotations = { checksum: '1' };
  const pod = podFromTemplate(
    {
      ...minimal,
      spec: {
        ...minimal.spec,
        template: { metadata: { annotations }, spec },
        volumeClaimTemplates,
        ordinals: { start: 3 },
      },
    },
    'trial',
  );
  expect(pod.metadata).toEqual({ name: 'trial', annotations });
  expect(pod.spec.volumes).toEqual([
    { name: 'tmp', emptyDir: {} },
    { name: 'data', persistentVolumeClaim: { claimName: 'data-es-3' } },
  ]);
});
