import { dueRestarts } from '../../src/planning/due-restarts';
import type { ClusterNode } from '../../src/planning/cluster-node';
import type { SetupFacts } from '../../src/planning/setup-facts';
import { frozen } from './frozen';
import {
  claimed,
  configured,
  dataSet,
  found,
  kubernetesOf,
  masterSet,
  mountPath,
  restarted,
  settings,
  templated,
  untouched,
  withStatefulSet,
} from './setup-builders';

const due = (facts: SetupFacts, nodes: readonly ClusterNode[] | null = facts.elasticsearch.nodes, among?: string[]) => {
  const { statefulSets, pathRepo } = kubernetesOf(frozen(facts));
  const wanted = { container: settings.container, claim: settings.claim.name, mountPath, pathRepo };
  return dueRestarts(statefulSets, nodes, wanted, among)?.map(({ pod }) => pod) ?? null;
};
const changed = templated(configured(claimed(untouched('kubesphere-2.1.1'))));
const all = [`${dataSet}-1`, `${dataSet}-0`, `${masterSet}-0`];

/** The facts with the pods of a StatefulSet not Ready, or just some of them. */
const unready = (facts: SetupFacts, name: string, only?: string[]): SetupFacts => {
  const pods = found(facts, name).pods.map((pod) =>
    (only?.includes(pod.metadata.name) ?? true) ? { ...pod, status: { ...pod.status, conditions: [] } } : pod,
  );
  return withStatefulSet(facts, name, { pods });
};

describe('where Elasticsearch says who is in the cluster', () => {
  test('all that do not run what they should are due', () => {
    expect(due(changed)).toEqual(all);
    expect(due(restarted(changed, all.slice(0, 1)))).toEqual(all.slice(1));
  });

  test('none is due when all do', () => {
    expect(due(restarted(changed))).toEqual([]);
  });

  test('only those that are meant are', () => {
    expect(due(changed, undefined, [`${dataSet}-0`])).toEqual([`${dataSet}-0`]);
    expect(due(changed, undefined, [])).toEqual([]);
  });
});

test('a pod that is stuck is due besides those that are meant, and the lower ones come first', () => {
  const stuck = (...pods: string[]) => changed.elasticsearch.nodes.filter(({ name }) => !pods.includes(name));
  expect(due(changed, stuck(`${dataSet}-0`), [`${masterSet}-0`])).toEqual([`${dataSet}-0`, `${masterSet}-0`]);
  expect(due(changed, stuck(`${dataSet}-1`, `${dataSet}-0`))).toEqual([
    `${dataSet}-0`,
    `${dataSet}-1`,
    `${masterSet}-0`,
  ]);
});

describe('where Elasticsearch gives no answer', () => {
  test('no Ready pod is due, but neither is it known that none is', () => {
    expect(due(changed, null)).toBeNull();
    expect(due(restarted(changed), null)).toBeNull();
    expect(due(changed, null, [`${masterSet}-0`])).toBeNull();
  });

  test('where none is meant but those that are stuck, it is known that none is due', () => {
    expect(due(changed, null, [])).toEqual([]);
    expect(due(unready(changed, masterSet), null, [])).toEqual([`${masterSet}-0`]);
  });

  test('a pod that is not Ready and runs something else than it should is due: it may be the master', () => {
    expect(due(unready(changed, masterSet), null)).toEqual([`${masterSet}-0`]);
    expect(due(unready(changed, dataSet, [`${dataSet}-1`]), null)).toEqual([`${dataSet}-1`]);
  });

  test('one that is not Ready and runs what it should is left to start', () => {
    expect(due(unready(restarted(changed), masterSet), null)).toBeNull();
  });
});
