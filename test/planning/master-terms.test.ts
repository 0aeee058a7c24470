import type { ClusterNode } from '../../src/planning/cluster-node';
import { masterTerms } from '../../src/planning/master-terms';
import type { PlannedRestart } from '../../src/planning/rollout-order';
import type { SetupFacts } from '../../src/planning/setup-facts';
import type { SetupWish } from '../../src/planning/setup-wish';
import { standInLabel } from '../../src/planning/stand-in';
import { dataSet, found, masterSet, untouched, withElasticsearch, withStatefulSet } from './setup-builders';

const wish: SetupWish = { mode: 'patch', acceptOutage: false };
const [one, three] = [untouched('kubesphere-2.1.1'), untouched('kubesphere-3.3.2')];
const without = (facts: SetupFacts, pod: string): SetupFacts =>
  withElasticsearch(facts, { nodes: facts.elasticsearch.nodes.filter(({ name }) => name !== pod) });
const two = without(three, `${masterSet}-2`);

const restart = (ordinal: number, different: Partial<PlannedRestart> = {}): PlannedRestart => ({
  ...{ pod: `${masterSet}-${ordinal}`, node: `${masterSet}-${ordinal}`, uid: 'u', statefulSet: masterSet, ordinal },
  ...{ role: 'master', joined: true, elected: false, reason: '' },
  ...different,
});
const out = restart(2, { joined: false });
const terms = (facts: SetupFacts, restarts: PlannedRestart[], different: Partial<SetupWish> = {}) =>
  masterTerms(facts, { ...wish, ...different }, restarts);

test.each<[string, SetupFacts, PlannedRestart[], boolean]>([
  ['the single master is restarted', one, [restart(0)], true],
  ['only a data node is restarted', one, [restart(0, { statefulSet: dataSet, role: 'data' })], false],
  ['nothing is restarted', one, [], false],
  ['one of three is restarted', three, [restart(0), restart(1), restart(2)], false],
  ['one of two is restarted, which need each other', two, [restart(0)], true],
  ['the third is out of the cluster, and the first to be restarted', two, [out, restart(0), restart(1)], false],
  ['only the one that is out of the cluster is restarted', two, [out], false],
])('where %s, nobody can lead meanwhile: %j', (_, facts, restarts, losesMaster) => {
  expect(terms(facts, restarts)).toMatchObject({ losesMaster });
});

test('the single master is handed over unless it cannot be, or that was not wanted', () => {
  const restarts = [restart(0)];
  expect(terms(one, restarts)).toEqual({ losesMaster: true, objection: null, handOver: true });
  expect(terms(one, restarts, { handover: false })).toEqual({ losesMaster: true, objection: null, handOver: false });
  const objection = 'the master also holds data';
  expect(terms({ ...one, handoverObjection: objection }, restarts)).toEqual({
    ...{ losesMaster: true, objection, handOver: false },
  });
  expect(terms(one, []).handOver).toBe(false);
});

test('of two masters none can be handed over, whatever was found of a single one', () => {
  for (const handover of [true, undefined])
    expect(terms(two, [restart(0)], handover === undefined ? {} : { handover })).toEqual({
      ...{ losesMaster: true, objection: 'two masters need each other to be elected', handOver: false },
    });
});

test('a stand-in that an ended run has left is not counted: it is sent away first', () => {
  const { statefulSet } = found(one, masterSet);
  const metadata = { ...statefulSet.metadata, annotations: { [standInLabel]: 'true' } };
  const [master] = one.elasticsearch.nodes.filter(({ isMasterEligible }) => isMasterEligible);
  const standIn = { ...master, name: `${masterSet}-1` } as ClusterNode;
  const left = withElasticsearch(withStatefulSet(one, masterSet, { statefulSet: { ...statefulSet, metadata } }), {
    nodes: [...one.elasticsearch.nodes, standIn],
  });
  expect(terms(left, [restart(0)])).toEqual({ losesMaster: true, objection: null, handOver: true });
});
