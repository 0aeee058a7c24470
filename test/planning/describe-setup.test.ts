import type { SetupFacts } from '../../src/planning/setup-facts';
import { planSetup } from '../../src/planning/setup-plan';
import { claimed, complete, masterSet, untouched, withElasticsearch, withKubernetes } from './setup-builders';
import { restarted, templated, configured } from './setup-builders';

const plan = (facts: SetupFacts) => planSetup(facts, { mode: 'patch', acceptOutage: false });
const whole = complete('kubesphere-2.1.1');

test.each<[string, SetupFacts, string[]]>([
  ['nothing', whole, []],
  [
    'a volume that goes with its claim',
    withKubernetes(whole, { volumeIsDeletedWithClaim: true }),
    [
      'the volume of claim elasticsearch-logging-backup has reclaim policy Delete: whoever deletes the claim deletes the snapshots; set kubernetes.claim.retainVolume, or the policy, to Retain',
    ],
  ],
  ['a volume that nobody may look at', withKubernetes(whole, { volumeIsDeletedWithClaim: null }), []],
  [
    'allocation as an interrupted restart leaves it',
    withElasticsearch(whole, { allocation: { transient: 'primaries' } }),
    [
      'cluster.routing.allocation.enable is primaries, as an interrupted restart leaves it: replicas get no node until it is reset to null',
    ],
  ],
  ['allocation of everything', withElasticsearch(whole, { allocation: { transient: 'all' } }), []],
  [
    'one node that a drain hook has excluded',
    withElasticsearch(whole, { excludedNodes: ['es-1'] }),
    [
      'es-1 is excluded from allocation, as an interrupted drain leaves it: no new shard goes there until the name is taken out of cluster.routing.allocation.exclude._name',
    ],
  ],
])('warned is of %s', (_, facts, warnings) => {
  expect(plan(facts).warnings).toEqual(warnings);
});

test('several excluded nodes are told in one sentence', () => {
  const { warnings } = plan(withElasticsearch(whole, { excludedNodes: ['es-1', 'es-2'] }));
  expect(warnings).toEqual([expect.stringMatching(/^es-1, es-2 are excluded from allocation/)]);
});

test('a claim of the default class is told as such', () => {
  const fresh = untouched('kubesphere-2.1.1');
  const settings = { ...fresh.kubernetes?.settings, claim: { name: 'backup', size: '1Ti', retainVolume: false } };
  const facts = withKubernetes(fresh, { settings: settings as NonNullable<typeof fresh.kubernetes>['settings'] });
  expect(plan(facts).changes[0]).toBe('create claim backup (1Ti, the default class, ReadWriteMany)');
});

test('one pod is not restarted one after the other', () => {
  const templates = templated(configured(claimed(untouched('kubesphere-2.1.1'))));
  const data = restarted(templates, ['elasticsearch-logging-data-0', 'elasticsearch-logging-data-1']);
  expect(plan(data).steps.restarts.map(({ statefulSet }) => statefulSet)).toEqual([masterSet]);
  expect(plan(data).cost).toMatch(/^1 pod restarted when the cluster is green; the single master is handed over/);
});
