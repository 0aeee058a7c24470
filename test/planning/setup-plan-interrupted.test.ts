import fc from 'fast-check';
import type { SetupFacts } from '../../src/planning/setup-facts';
import { planSetup } from '../../src/planning/setup-plan';
import type { SetupSteps } from '../../src/planning/setup-steps';
import { frozen } from './frozen';
import {
  claimed,
  configured,
  dataSet,
  found,
  masterSet,
  registered,
  restarted,
  templated,
  untouched,
  withElasticsearch,
  withStatefulSet,
} from './setup-builders';

const plan = (facts: SetupFacts) => planSetup(frozen(facts), { mode: 'patch', acceptOutage: false });
const podsToRestart = (facts: SetupFacts): string[] => plan(facts).steps.restarts.map(({ pod }) => pod);
const old = 'kubesphere-2.1.1';

describe('a setup that was interrupted goes on where it was', () => {
  const claim = claimed(untouched(old));
  const path = configured(claim);
  const templates = templated(path);
  const pods = [`${dataSet}-1`, `${dataSet}-0`, `${masterSet}-0`];

  test.each<[string, SetupFacts, Partial<SetupSteps>, string[]]>([
    ['the claim', claim, { createClaim: false, editPathRepo: true, changeTemplates: [dataSet, masterSet] }, pods],
    ['path.repo', path, { editPathRepo: false, changeTemplates: [dataSet, masterSet] }, pods],
    ['one template', templated(path, dataSet), { changeTemplates: [masterSet] }, pods],
    ['both templates', templates, { changeTemplates: [], changesKubernetes: true }, pods],
    ['one pod', restarted(templates, pods.slice(0, 1)), { changesKubernetes: true }, pods.slice(1)],
    ['two pods', restarted(templates, pods.slice(0, 2)), { handOver: true }, pods.slice(2)],
    ['all pods', restarted(templates), { changesKubernetes: false, registerRepository: true, handOver: false }, []],
  ])('after %s', (_, facts, steps, restarts) => {
    expect(plan(facts).steps).toMatchObject(steps);
    expect(podsToRestart(facts)).toEqual(restarts);
  });

  test('a pod that came back before the ConfigMap was edited is restarted for it', () => {
    const early = configured(restarted(templated(claim), [`${dataSet}-0`]));
    expect(plan(early).changes).toContain(
      'restart elasticsearch-logging-data-0: its Elasticsearch runs without path.repo /usr/share/elasticsearch/backup',
    );
  });

  test('a pod that is stuck on its template comes first: nothing is lost by it', () => {
    const nodes = templates.elasticsearch.nodes.filter(({ name }) => name !== `${dataSet}-0`);
    const stuck = withElasticsearch(templates, { nodes });
    expect(plan(stuck).steps.restarts[0]).toMatchObject({ pod: `${dataSet}-0`, joined: false });
  });

  test('a node that is in the cluster is treated with care, also while its pod is not Ready', () => {
    const { pods: ready } = found(templates, dataSet);
    const unready = ready.map((pod) => ({ ...pod, status: { ...pod.status, conditions: [] } }));
    const { steps } = plan(withStatefulSet(templates, dataSet, { pods: unready }));
    expect(steps.restarts.map(({ joined }) => joined)).toEqual([true, true, true]);
  });
});

/** Does what a plan says, as far as facts can tell. */
function carriedOut(facts: SetupFacts, steps: SetupSteps): SetupFacts {
  const done = [
    (one: SetupFacts) => (steps.resetAllocation ? withElasticsearch(one, { allocation: {}, excludedNodes: [] }) : one),
    (one: SetupFacts) => (steps.createClaim ? claimed(one) : one),
    (one: SetupFacts) => (steps.editPathRepo ? configured(one) : one),
    (one: SetupFacts) => steps.changeTemplates.reduce((some, name) => templated(some, name), one),
    (one: SetupFacts) =>
      restarted(
        one,
        steps.restarts.map(({ pod }) => pod),
      ),
    (one: SetupFacts) => (steps.registerRepository ? registered(one) : one),
  ];
  return done.reduce((one, step) => step(one), facts);
}

test('wherever a setup stands, doing what the plan says leaves nothing to do', () => {
  const fresh = untouched(old);
  const pods = [`${dataSet}-0`, `${dataSet}-1`, `${masterSet}-0`];
  const flags = fc.record({ hasClaim: fc.boolean(), hasPath: fc.boolean(), isRegistered: fc.boolean() });
  const left = fc.record({
    allocation: fc.constantFrom({}, { transient: 'primaries' }),
    excludedNodes: fc.subarray(pods),
  });
  fc.assert(
    fc.property(
      flags,
      fc.subarray([dataSet, masterSet]),
      fc.subarray(pods),
      left,
      ({ hasClaim, hasPath, isRegistered }, sets, some, leftovers) => {
        const claim = hasClaim ? claimed(fresh) : fresh;
        const path = hasPath ? configured(claim) : claim;
        const facts = restarted(
          sets.reduce((one, name) => templated(one, name), path),
          some,
        );
        const start = withElasticsearch(isRegistered ? registered(facts) : facts, leftovers);
        const { steps } = plan(start);
        expect(plan(carriedOut(start, steps)).changes).toEqual([]);
        const again = steps.restarts.map(({ pod }) => pod);
        expect(again).toEqual([...new Set(again)]);
      },
    ),
  );
});
