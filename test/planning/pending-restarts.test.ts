import { pendingRestarts } from '../../src/planning/pending-restarts';
import type { SetupFacts } from '../../src/planning/setup-facts';
import { frozen } from './frozen';
import {
  claimed,
  complete,
  configured,
  dataSet,
  kubernetesOf,
  masterSet,
  mountPath,
  nodesWith,
  restarted,
  settings,
  templated,
  untouched,
  withElasticsearch,
  withStatefulSet,
} from './setup-builders';

const pending = (facts: SetupFacts) => {
  const { statefulSets, pathRepo } = kubernetesOf(frozen(facts));
  const wanted = { container: settings.container, claim: settings.claim.name, mountPath, pathRepo };
  return pendingRestarts(statefulSets, facts.elasticsearch.nodes, wanted);
};
const changed = templated(configured(claimed(untouched('kubesphere-3.3.2'))));

test('no pod has to be restarted before anything was changed, nor when all were', () => {
  expect(pending(untouched('kubesphere-3.3.2'))).toEqual([]);
  expect(pending(restarted(changed))).toEqual([]);
});

test('each pod has its turn once', () => {
  const turns: string[] = [];
  let facts = changed;
  for (let [next] = pending(facts); next !== undefined; [next] = pending(facts)) {
    turns.push(next.pod);
    facts = restarted(facts, [next.pod]);
  }
  expect(turns).toEqual([
    ...[2, 1, 0].map((ordinal) => `${dataSet}-${ordinal}`),
    ...[2, 0, 1].map((ordinal) => `${masterSet}-${ordinal}`),
  ]);
});

test('the master that is elected meanwhile becomes the last', () => {
  const nodes = nodesWith(
    withElasticsearch(changed, { nodes: nodesWith(changed, `${masterSet}-1`, { isElected: false }) }),
    `${masterSet}-2`,
    { isElected: true },
  );
  expect(pending(withElasticsearch(changed, { nodes })).at(-1)).toMatchObject({ pod: `${masterSet}-2`, elected: true });
});

test('a pod says which one it is, so that its successor is not taken for it', () => {
  expect(pending(changed)[0]).toEqual({
    ...{
      pod: `${dataSet}-2`,
      node: `${dataSet}-2`,
      uid: `${dataSet}-2-uid`,
      statefulSet: dataSet,
      role: 'data',
      ordinal: 2,
    },
    ...{ joined: true, elected: false, reason: 'it runs without the backup volume' },
  });
});

test('a pod whose Elasticsearch is not in the cluster is out of it', () => {
  const nodes = changed.elasticsearch.nodes.filter(({ name }) => name !== `${masterSet}-0`);
  expect(pending(withElasticsearch(changed, { nodes }))[0]).toMatchObject({
    ...{ pod: `${masterSet}-0`, node: `${masterSet}-0`, joined: false },
  });
});

test('a node is what it says of itself, whatever list its StatefulSet stands in', () => {
  const nodes = nodesWith(changed, `${dataSet}-2`, { name: 'es-2', isMasterEligible: true });
  const found = pending(withElasticsearch(changed, { nodes }));
  expect(found.find(({ pod }) => pod === `${dataSet}-2`)).toMatchObject({ role: 'master', node: 'es-2' });
  expect(found.filter(({ role }) => role === 'data')).toHaveLength(2);
});

test('a StatefulSet that is not there has no pods', () => {
  const gone = withStatefulSet(complete('kubesphere-2.1.1'), dataSet, { statefulSet: null });
  expect(pending(gone)).toEqual([]);
});
