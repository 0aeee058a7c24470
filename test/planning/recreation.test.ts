import fc from 'fast-check';
import { isStale, isUntouched, readRecreation, recreationState, recreationStep } from '../../src/planning/recreation';
import type { Recreation } from '../../src/planning/recreation';
import { restorable } from '../../src/planning/restorable';
import { additionsFor } from '../../src/planning/setup-additions';
import { withAdditions } from '../../src/planning/template-additions';
import { frozen } from './frozen';
import { dataSet, found, target, untouched } from './setup-builders';

const { statefulSet } = found(untouched('kubesphere-2.1.1'), dataSet);
const desired = withAdditions(statefulSet, additionsFor(statefulSet, target, true));
const recreation: Recreation = { oldUid: 'old', oldGeneration: 3, desired };

test.each([
  ['the old StatefulSet is there', 'old', 'delete'],
  ['there is none', null, 'create'],
  ['the new one is there', 'new', 'done'],
])('%s', (_, existing, step) => {
  expect(recreationStep(existing, recreation)).toBe(step);
});

test('however often an attempt dies before or after its step, the new one is created once and never deleted', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 12 }), (deaths) => {
      let existing: string | null = 'old';
      const log: string[] = [];
      for (const diesBefore of [...deaths, false, false, false]) {
        const step = recreationStep(existing, recreation);
        if (step === 'done' || diesBefore) continue;
        log.push(step);
        existing = step === 'delete' ? null : 'new';
      }
      expect(log).toEqual(['delete', 'create']);
      expect(existing).toBe('new');
    }),
  );
});

test('the Secret keeps all that another run or kubectl needs to finish it', () => {
  const secret = recreationState('kubesphere', frozen(recreation));
  expect(secret).toMatchObject({
    kind: 'Secret',
    metadata: {
      name: 'logkeep-recreate-elasticsearch-logging-data',
      namespace: 'kubesphere-logging-system',
      labels: { 'app.kubernetes.io/managed-by': 'logkeep', 'logkeep/cluster': 'kubesphere' },
    },
  });
  const manifest: unknown = JSON.parse(Buffer.from(secret.data?.['statefulset.json'] ?? '', 'base64').toString());
  expect(manifest).toEqual(restorable(desired));
  expect(manifest).not.toHaveProperty('metadata.uid');
});

test('what the Secret keeps comes back as it was, whatever the StatefulSet holds', () => {
  const annotations = fc.dictionary(fc.string({ minLength: 1 }), fc.string({ unit: 'grapheme' }));
  fc.assert(
    fc.property(fc.string(), fc.nat(), annotations, fc.jsonValue(), (oldUid, oldGeneration, some, unknown) => {
      const { name, namespace = '', labels = {} } = desired.metadata;
      const kept = { ...desired, metadata: { name, namespace, labels, annotations: some }, unknown };
      const live = { ...kept, metadata: { ...kept.metadata, uid: 'u', generation: 3 }, status: { replicas: 2 } };
      const state = recreationState('kubesphere', { oldUid, oldGeneration, desired: live });
      expect(readRecreation(state)).toEqual(JSON.parse(JSON.stringify({ oldUid, oldGeneration, desired: kept })));
    }),
  );
});

test.each([
  ['is the old one as it was', { uid: 'old', generation: 3 }, false, false],
  ['is the old one, to which somebody has added the volume by hand', { uid: 'old', generation: 4 }, true, true],
  ['is the old one, changed since', { uid: 'old', generation: 4 }, false, true],
  ['is the new one', { uid: 'new', generation: 1 }, true, false],
  ['is another one without the backup volume', { uid: 'new', generation: 1 }, false, true],
])('a re-creation that was left while the StatefulSet %s', (_, metadata, hasVolume, is) => {
  const existing = { ...statefulSet, metadata: { ...statefulSet.metadata, ...metadata } };
  expect(isStale(existing, recreation, hasVolume)).toBe(is);
});

test.each([
  ['the old one', { uid: 'old' }, true],
  ['the old one, just being deleted', { uid: 'old', deletionTimestamp: '2026-11-23T22:00:00Z' }, false],
  ['another one', { uid: 'new' }, false],
])('a re-creation that is not wanted any more can be forgotten while the StatefulSet is %s: %j', (_, metadata, is) => {
  expect(isUntouched({ ...statefulSet, metadata: { ...statefulSet.metadata, ...metadata } }, recreation)).toBe(is);
  expect(isUntouched(null, recreation)).toBe(false);
});

test('a re-creation that does not say what it was made from is stale', () => {
  const state = recreationState('kubesphere', recreation);
  const data = { 'old-uid': state.data?.['old-uid'] ?? '', 'statefulset.json': state.data?.['statefulset.json'] ?? '' };
  const existing = { ...statefulSet, metadata: { ...statefulSet.metadata, uid: 'old', generation: 3 } };
  expect(isStale(existing, readRecreation({ ...state, data }), true)).toBe(true);
});

test.each([
  ['emptied', {}],
  ['cut', { 'statefulset.json': Buffer.from('{"kind": ').toString('base64') }],
  ['no base64', { 'statefulset.json': '%' }],
])('a Secret that somebody has %s is not taken for a re-creation', (_, data) => {
  const secret = { ...recreationState('kubesphere', recreation), data };
  expect(() => readRecreation(secret)).toThrow();
});
