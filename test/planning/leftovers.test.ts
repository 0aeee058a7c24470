import { leftoversOf } from '../../src/planning/leftovers';
import { strategyAnnotation } from '../../src/planning/rollout-hold';
import type { SetupFacts } from '../../src/planning/setup-facts';
import { standInLabel } from '../../src/planning/stand-in';
import { complete, dataSet, found, masterSet, untouched, withStatefulSet, withoutKubernetes } from './setup-builders';

const stack = untouched('kubesphere-2.1.1');
const annotated = (facts: SetupFacts, name: string, annotations: Record<string, string>): SetupFacts => {
  const { statefulSet } = found(facts, name);
  return withStatefulSet(facts, name, {
    statefulSet: { ...statefulSet, metadata: { ...statefulSet.metadata, annotations } },
  });
};
const nothingHeld = { resetAllocation: false, excludedNodes: [] };
const held = { [strategyAnnotation]: '{"type":"RollingUpdate"}' };

test.each<[string, SetupFacts, ReturnType<typeof leftoversOf>]>([
  ['an untouched stack', stack, { masters: [masterSet], standIns: [], heldRollouts: [], ...nothingHeld }],
  [
    'a finished setup',
    complete('kubesphere-2.1.1'),
    { masters: [masterSet], standIns: [], heldRollouts: [], ...nothingHeld },
  ],
  [
    'a cluster without Kubernetes',
    withoutKubernetes(stack),
    { masters: [], standIns: [], heldRollouts: [], ...nothingHeld },
  ],
  [
    'a run that ended while a stand-in led',
    annotated(annotated(stack, masterSet, { ...held, [standInLabel]: 'true' }), dataSet, held),
    { masters: [masterSet], standIns: [masterSet], heldRollouts: [dataSet, masterSet], ...nothingHeld },
  ],
  [
    'a StatefulSet that is not there',
    withStatefulSet(annotated(stack, dataSet, held), dataSet, { statefulSet: null, pods: [] }),
    { masters: [masterSet], standIns: [], heldRollouts: [], ...nothingHeld },
  ],
])('%s', (_, facts, left) => {
  expect(leftoversOf(facts)).toEqual(left);
});
