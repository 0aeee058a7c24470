import type { ClusterNode } from '../../src/planning/cluster-node';
import { missingPods } from '../../src/planning/missing-pods';
import type { SetupFacts } from '../../src/planning/setup-facts';
import { dataSet, found, kubernetesOf, masterSet, nodesWith, untouched, withStatefulSet } from './setup-builders';

const stack = untouched('kubesphere-2.1.1');
const { nodes } = stack.elasticsearch;
const missing = (facts: SetupFacts, those: readonly ClusterNode[] = nodes) =>
  missingPods(kubernetesOf(facts).statefulSets, those);
const scaled = (facts: SetupFacts, name: string, replicas: number): SetupFacts => {
  const { statefulSet, pods } = found(facts, name);
  const spec = { ...statefulSet.spec, replicas };
  return withStatefulSet(facts, name, { statefulSet: { ...statefulSet, spec }, pods: pods.slice(0, replicas) });
};
const stranger: ClusterNode = {
  ...{ id: 'x', name: 'cold-0', host: '10.9.9.9', ip: '10.9.9.9', version: '6.7.0', pathRepo: [] },
  ...{ isMasterEligible: false, isData: true, isElected: false, plugins: [], modules: [] },
};

test('nobody is missing where every pod’s Elasticsearch is in the cluster, whatever its name', () => {
  expect(missing(stack).missing).toEqual([]);
  expect(missing(stack, nodesWith(stack, `${dataSet}-1`, { name: 'es-1' })).missing).toEqual([]);
});

test('pods are missed by name: a node of others does not make up for one', () => {
  const without = nodes.filter(({ name }) => name !== `${dataSet}-1`);
  expect(missing(stack, [...without, stranger]).missing).toEqual([`${dataSet}-1`]);
});

test('pods that are yet to be created are missed by number', () => {
  const { pods } = found(stack, dataSet);
  const none = withStatefulSet(stack, dataSet, { pods: [] });
  expect(missing(withStatefulSet(stack, dataSet, { pods: pods.slice(0, 1) })).missing).toEqual([`1 of ${dataSet}`]);
  expect(missing(none, []).missing).toEqual([`2 of ${dataSet}`, `${masterSet}-0`]);
});

test('a StatefulSet that is not there misses nobody', () => {
  expect(missing(withStatefulSet(stack, dataSet, { statefulSet: null, pods: [] })).missing).toEqual([]);
});

describe('yellow is as good as it gets', () => {
  const single = scaled(stack, dataSet, 1);
  const mastersOnly = (facts: SetupFacts) =>
    missingPods(
      kubernetesOf(facts).statefulSets.filter(({ role }) => role === 'master'),
      facts.elasticsearch.nodes.filter(({ isMasterEligible }) => isMasterEligible),
    );
  const alone = nodes.filter(({ name }) => name !== `${dataSet}-1`);

  test.each([
    ['with two data nodes', missing(stack), false],
    ['with two data nodes, one of them away', missing(stack, alone), false],
    ['with a single data node', missing(single, alone), true],
    ['with a single data node that is away', missing(single, [nodes[2] as ClusterNode]), true],
    ['with a data node of others besides', missing(single, [...alone, stranger]), false],
    ['with a node of others that holds no data', missing(single, [...alone, { ...stranger, isData: false }]), true],
    ['with one master that holds the data', mastersOnly(stack), true],
    ['with three masters that hold the data', mastersOnly(untouched('kubesphere-3.3.2')), false],
  ])('%s: %j', (_, { yellowIsFine }, is) => {
    expect(yellowIsFine).toBe(is);
  });
});
