import fc from 'fast-check';
import type { StatefulSet } from '../../src/planning/manifest';
import { heldStrategy, holdPatch, releasePatch } from '../../src/planning/rollout-hold';
import { statefulSetOf } from './kubesphere';

const genuine = statefulSetOf('kubesphere-2.1.1');
const withStrategy = (updateStrategy: StatefulSet['spec']['updateStrategy']): StatefulSet => ({
  ...genuine,
  spec: { ...genuine.spec, ...(updateStrategy === undefined ? {} : { updateStrategy }) },
});

/** A JSON merge patch as the API server applies it (RFC 7386). */
function merged(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const base = typeof target === 'object' && target !== null ? target : {};
  const result: Record<string, unknown> = { ...base };
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) delete result[field];
    else result[field] = merged(result[field], value);
  }
  return result;
}
const sent = (patch: object): unknown => JSON.parse(JSON.stringify(patch));
const patched = (statefulSet: StatefulSet, patch: object): StatefulSet =>
  merged(statefulSet, sent(patch)) as StatefulSet;

test('KubeSphere’s own strategy restarts nothing by itself: nothing is patched', () => {
  expect(holdPatch(genuine)).toBeNull();
  expect(heldStrategy(genuine)).toBeNull();
});

test('a StatefulSet that says nothing rolls its pods, and is held', () => {
  const silent = patched(genuine, { spec: { updateStrategy: null } });
  expect(holdPatch(silent)).toMatchObject({ spec: { updateStrategy: { type: 'OnDelete' } } });
});

const strategies = fc.oneof(
  fc.constant({ type: 'RollingUpdate' }),
  fc.record({ partition: fc.nat({ max: 9 }) }).map((rollingUpdate) => ({ type: 'RollingUpdate', rollingUpdate })),
  fc.constant({ type: 'RollingUpdate', rollingUpdate: { partition: 0, maxUnavailable: '50%' } }),
);
const annotations = fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.string());

test('whatever the strategy was, holding and releasing leaves it as it was, and other annotations alone', () => {
  fc.assert(
    fc.property(strategies, annotations, (strategy, some) => {
      const before = withStrategy(strategy);
      const live = { ...before, metadata: { ...before.metadata, annotations: some } };
      const held = patched(live, holdPatch(live) ?? {});
      expect(held.spec.updateStrategy).toEqual({ type: 'OnDelete' });
      expect(heldStrategy(held)).toEqual(strategy);
      expect(patched(held, releasePatch(held))).toEqual(live);
    }),
  );
});

test('to hold a second time changes nothing and forgets nothing', () => {
  const live = withStrategy({ type: 'RollingUpdate', rollingUpdate: { partition: 1 } });
  const held = patched(live, holdPatch(live) ?? {});
  expect(holdPatch(held)).toBeNull();
});

test('who changed the strategy meanwhile gets that one back', () => {
  const live = withStrategy({ type: 'RollingUpdate' });
  const held = patched(live, holdPatch(live) ?? {});
  const changed = { type: 'RollingUpdate', rollingUpdate: { partition: 2 } };
  const again = { ...held, spec: { ...held.spec, updateStrategy: changed } };
  expect(heldStrategy(patched(again, holdPatch(again) ?? {}))).toEqual(changed);
});
