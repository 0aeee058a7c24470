import { expectedMasters } from '../../src/planning/expected-masters';
import { dataSet, kubernetesOf, masterSet, untouched } from './setup-builders';

const single = untouched('kubesphere-2.1.1');
const three = untouched('kubesphere-3.3.2');
const mastersOf = (facts: typeof three, gone: readonly string[] = [], more: typeof three.elasticsearch.nodes = []) =>
  expectedMasters(kubernetesOf(facts).statefulSets, [
    ...facts.elasticsearch.nodes.filter(({ name }) => !gone.includes(name)),
    ...more,
  ]);

test('the masters of the StatefulSets count', () => {
  expect(mastersOf(single)).toBe(1);
  expect(mastersOf(three)).toBe(3);
});

test('a master that is out of the cluster for a moment counts nonetheless', () => {
  expect(mastersOf(three, [`${masterSet}-1`, `${masterSet}-2`])).toBe(3);
});

test('masters of others count while they are there, and so does a data node that can be elected', () => {
  const [node] = three.elasticsearch.nodes;
  if (node === undefined) throw new Error('There is no node');
  const other = { ...node, id: 'other', name: 'vm-1', ip: '10.9.9.9', host: '10.9.9.9', isMasterEligible: true };
  expect(mastersOf(three, [], [other])).toBe(4);
  const eligible = three.elasticsearch.nodes.map((one) => ({
    ...one,
    isMasterEligible: one.isMasterEligible || one.name === `${dataSet}-0`,
  }));
  expect(expectedMasters(kubernetesOf(three).statefulSets, eligible)).toBe(4);
});
