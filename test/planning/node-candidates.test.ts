import type { Manifest, PodSpec } from '../../src/planning/manifest';
import { candidateNodes } from '../../src/planning/node-candidates';
import { statefulSetOf } from './kubesphere';

const data = statefulSetOf('kubesphere-2.1.1').spec.template.spec;
const master = statefulSetOf('kubesphere-2.1.1 master').spec.template.spec;
const node = (spec: object = {}, labels: Record<string, string> = {}): Manifest => ({
  ...{ apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-1', labels }, spec },
});
const takes = (one: Manifest, template: PodSpec): boolean => candidateNodes([one], template).length === 1;
const tainted = (taint: object): Manifest => node({ taints: [taint] });

test('the names of all nodes that fit, in their order', () => {
  const nodes = ['a', 'b', 'c'].map((name) => ({ ...node(), metadata: { name } }));
  expect(candidateNodes(nodes, data)).toEqual(['a', 'b', 'c']);
  expect(candidateNodes(nodes.with(1, { ...node({ unschedulable: true }), metadata: { name: 'b' } }), data)).toEqual([
    'a',
    'c',
  ]);
  expect(candidateNodes([], data)).toEqual([]);
});

describe('KubeSphere’s data nodes tolerate what its masters do not', () => {
  test.each([
    [{ key: 'dedicated', value: 'log', effect: 'NoSchedule' }, true, false],
    [{ key: 'dedicated', value: 'log', effect: 'NoExecute' }, false, false],
    [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' }, false, false],
    [{ key: 'CriticalAddonsOnly', effect: 'NoSchedule' }, true, false],
    [{ key: 'CriticalAddonsOnly', value: 'yes', effect: 'NoExecute' }, true, false],
    [{ key: 'node-role.kubernetes.io/master', effect: 'NoSchedule' }, false, false],
    [{ key: 'dedicated', value: 'db', effect: 'PreferNoSchedule' }, true, true],
    [{ key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }, false, false],
  ])('%j', (taint, forData, forMaster) => {
    expect(takes(tainted(taint), data)).toBe(forData);
    expect(takes(tainted(taint), master)).toBe(forMaster);
  });

  test('every taint has to be tolerated', () => {
    const taints = [
      { key: 'CriticalAddonsOnly', effect: 'NoSchedule' },
      { key: 'gpu', effect: 'NoSchedule' },
    ];
    expect(takes(node({ taints }), data)).toBe(false);
  });
});

test.each<[object, boolean]>([
  [{ operator: 'Exists' }, true],
  [{ key: '', operator: 'Exists' }, true],
  [{ operator: 'Exists', effect: 'NoExecute' }, false],
  [{ operator: 'Exists', effect: '' }, true],
  [{ key: 'k', operator: 'Exists', effect: 'NoSchedule' }, true],
  [{ key: 'k', value: 'v' }, true],
  [{ key: 'k', operator: 'Equal', value: 'v' }, true],
  [{ key: 'k', operator: 'Equal', value: 'w' }, false],
  [{ key: 'k' }, false],
  [{ value: 'v' }, false],
  [{ key: 'other', operator: 'Exists' }, false],
])('the taint k=v:NoSchedule is tolerated by %j: %j', (toleration, is) => {
  const spec: PodSpec = { containers: [], tolerations: [toleration] };
  expect(takes(tainted({ key: 'k', value: 'v', effect: 'NoSchedule' }), spec)).toBe(is);
});

test('a taint without a value equals the empty one', () => {
  const spec: PodSpec = { containers: [], tolerations: [{ key: 'k', operator: 'Equal', effect: 'NoSchedule' }] };
  expect(takes(tainted({ key: 'k', effect: 'NoSchedule' }), spec)).toBe(true);
});

test('a cordoned node takes only what tolerates that', () => {
  const cordoned = node({ unschedulable: true });
  expect(takes(cordoned, data)).toBe(false);
  expect(takes(cordoned, { containers: [], tolerations: [{ operator: 'Exists' }] })).toBe(true);
});

test.each([
  [{}, true],
  [{ disk: 'ssd' }, true],
  [{ disk: 'ssd', zone: 'a' }, true],
  [{ disk: 'hdd' }, false],
  [{ disk: 'ssd', rack: '1' }, false],
])('nodeSelector %j: %j', (nodeSelector, is) => {
  expect(takes(node({}, { disk: 'ssd', zone: 'a' }), { containers: [], nodeSelector })).toBe(is);
});

describe('required node affinity', () => {
  const labelled = node({}, { zone: 'a', cpu: '8', empty: '' });
  const required = (nodeSelectorTerms: object[]): PodSpec => ({
    containers: [],
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
  });
  const expression = (key: string, operator: string, ...values: string[]) => ({ key, operator, values });

  test.each([
    [expression('zone', 'In', 'a', 'b'), true],
    [expression('zone', 'In', 'b'), false],
    [expression('rack', 'In', 'b'), false],
    [expression('zone', 'NotIn', 'b'), true],
    [expression('zone', 'NotIn', 'a'), false],
    [expression('rack', 'NotIn', 'a'), true],
    [expression('empty', 'Exists'), true],
    [expression('rack', 'Exists'), false],
    [expression('zone', 'DoesNotExist'), false],
    [expression('rack', 'DoesNotExist'), true],
    [expression('cpu', 'Gt', '4'), true],
    [expression('cpu', 'Gt', '8'), false],
    [expression('cpu', 'Lt', '16'), true],
    [expression('cpu', 'Lt', '8'), false],
    [expression('rack', 'Gt', '0'), false],
    [expression('zone', 'Lt', '9'), false],
  ])('%j: %j', (one, is) => {
    expect(takes(labelled, required([{ matchExpressions: [one] }]))).toBe(is);
  });

  const [yes, no] = [expression('zone', 'In', 'a'), expression('zone', 'In', 'b')];
  test.each([
    ['terms are alternatives', [{ matchExpressions: [no] }, { matchExpressions: [yes] }], true],
    ['what is in one term has to hold together', [{ matchExpressions: [yes, no] }], false],
    ['a node can be chosen by its name', [{ matchFields: [expression('metadata.name', 'In', 'node-1')] }], true],
    ['and not chosen by another’s', [{ matchFields: [expression('metadata.name', 'In', 'node-2')] }], false],
    [
      'fields and labels hold together',
      [{ matchFields: [expression('metadata.name', 'In', 'node-1')], matchExpressions: [no] }],
      false,
    ],
    ['an empty term holds for no node', [{}], false],
    ['nor do no terms', [], false],
  ])('%s', (_, terms, is) => {
    expect(takes(labelled, required(terms))).toBe(is);
  });

  test('what is only preferred decides nothing: KubeSphere prefers to spread its pods', () => {
    expect(data['affinity']).toBeDefined();
    expect(takes(labelled, data)).toBe(true);
  });
});
