import fc from 'fast-check';
import type { Manifest } from '../../src/planning/manifest';
import { restorable } from '../../src/planning/restorable';
import { stacks, statefulSetOf } from './kubesphere';

test.each(stacks)('the StatefulSet of %s is restorable as its installer wrote it', (stack) => {
  expect(restorable(statefulSetOf(stack))).toEqual(statefulSetOf(stack));
});

test.each(stacks)('of %s, all that the server added is gone again', (stack) => {
  const original = statefulSetOf(stack);
  const live = {
    ...original,
    metadata: {
      ...original.metadata,
      ...{
        uid: 'u',
        resourceVersion: '7',
        generation: 2,
        creationTimestamp: '2019-11-12T00:00:00Z',
        selfLink: '/apis',
      },
      ...{ deletionTimestamp: '2019-11-13T00:00:00Z', deletionGracePeriodSeconds: 30 },
      managedFields: [{ manager: 'helm', operation: 'Update' }],
      ownerReferences: [{ apiVersion: 'v1', kind: 'X', name: 'x', uid: 'u' }],
      finalizers: ['orphan', 'foregroundDeletion'],
    },
    status: { readyReplicas: 2 },
  };
  expect(restorable(live)).toEqual(original);
});

test('what belongs to Helm, kubectl and other controllers stays, known or not', () => {
  const manifest: Manifest = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: {
      name: 'es',
      annotations: {
        'meta.helm.sh/release-name': 'es',
        'kubectl.kubernetes.io/last-applied-configuration': '{"spec":{}}',
      },
      labels: { 'app.kubernetes.io/managed-by': 'Helm' },
      finalizers: ['example.org/guard'],
      novelty: { from: 'a later server' },
    },
    spec: { template: { metadata: { creationTimestamp: null }, spec: { volumes: [{ name: 'tmp', emptyDir: {} }] } } },
  };
  expect(restorable(manifest)).toEqual(manifest);
  const leaving = { ...manifest, metadata: { ...manifest.metadata, finalizers: ['orphan', 'example.org/guard'] } };
  expect(restorable(leaving)).toEqual(manifest);
});

test('a spec is never touched, and a second time changes nothing', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (spec) => {
      const manifest: Manifest = { apiVersion: 'v1', kind: 'X', metadata: { name: 'x', uid: 'u' }, spec, status: {} };
      expect(restorable(manifest)['spec']).toEqual(spec);
      expect(restorable(restorable(manifest))).toEqual(restorable(manifest));
    }),
  );
});
