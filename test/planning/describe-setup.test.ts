import type { SetupFacts } from '../../src/planning/setup-facts';
import { planSetup } from '../../src/planning/setup-plan';
import {
  claimed,
  complete,
  configured,
  dataSet,
  masterSet,
  nodesWith,
  restarted,
  settings,
  templated,
  untouched,
  withElasticsearch,
  withKubernetes,
  withoutKubernetes,
} from './setup-builders';

const plan = (facts: SetupFacts) => planSetup(facts, { mode: 'patch', acceptOutage: false });
const whole = complete('kubesphere-2.1.1');
/** A finished setup with kubernetes.claim.retainVolume, whose volume goes with its claim, or not. */
const retaining = (volumeIsDeletedWithClaim: boolean | null): SetupFacts =>
  withKubernetes(whole, {
    settings: { ...settings, claim: { ...settings.claim, retainVolume: true } },
    volumeIsDeletedWithClaim,
  });

test.each<[string, SetupFacts, string[]]>([
  ['nothing', whole, []],
  [
    'a volume that goes with its claim',
    withKubernetes(whole, { volumeIsDeletedWithClaim: true }),
    [
      'the volume of claim elasticsearch-logging-backup has reclaim policy Delete: whoever deletes the claim deletes the snapshots; set kubernetes.claim.retainVolume, or the policy, to Retain',
    ],
  ],
  [
    'nodes that somebody else keeps shards off',
    withElasticsearch(whole, { excludedNodes: ['cold-0', `${dataSet}-1`] }),
    ['cluster.routing.allocation.exclude._name keeps shards off cold-0: not set by logkeep, so left as it is'],
  ],
  [
    'commands that cannot be run in the pods that are restarted',
    withKubernetes(untouched('kubesphere-2.1.1'), { missingExecRights: ['create pods/exec'] }),
    [
      "logkeep's account may not create pods/exec: drain hooks take their whole grace period, and a master is not ended before its pod goes; deploy/rbac has a ready Role",
    ],
  ],
  ['no commands where no pod is restarted', withKubernetes(whole, { missingExecRights: ['create pods/exec'] }), []],
  ['no volume that is about to be kept', retaining(true), []],
  ['a volume that nobody may look at', withKubernetes(whole, { volumeIsDeletedWithClaim: null }), []],
])('warned is of %s', (_, facts, warnings) => {
  expect(plan(facts).warnings).toEqual(warnings);
});

test('a volume that is to be kept is kept, also where all the rest is right, and no pod is touched', () => {
  const { changes, cost, steps, obstacles } = plan(retaining(true));
  expect(changes).toEqual(['set the reclaim policy of the volume of claim elasticsearch-logging-backup to Retain']);
  expect([cost, obstacles]).toEqual(['No pod is restarted.', []]);
  expect(steps).toMatchObject({ retainVolume: true, changesKubernetes: false, registerRepository: false });
  expect(plan(retaining(false)).changes).toEqual([]);
  expect(plan(retaining(null)).changes).toEqual([]);
});

test('the right to keep it is missed before, and no other one', () => {
  const missingRights = ['delete pods', 'patch persistentvolumes'];
  expect(plan(withKubernetes(retaining(true), { missingRights })).obstacles).toEqual([
    expect.stringContaining('lacks rights in namespace kubesphere-logging-system: patch persistentvolumes; grant'),
  ]);
});

describe('what an interrupted restart has left', () => {
  const allocation = { transient: 'primaries' };
  const [data1, data0] = [`${dataSet}-1`, `${dataSet}-0`];
  test.each<[string, Parameters<typeof withElasticsearch>[1], string]>([
    ['allocation of primaries', { allocation }, 'cluster.routing.allocation.enable'],
    ['a node that a drain hook has excluded', { excludedNodes: [data1] }, `the exclusion of ${data1}`],
    ['several of them', { excludedNodes: [data1, data0] }, `the exclusion of ${data1}, ${data0}`],
    ['both', { allocation, excludedNodes: [data1] }, `cluster.routing.allocation.enable and the exclusion of ${data1}`],
  ])('is reset, without a restart and without a warning: %s', (_, left, settings) => {
    const { changes, cost, warnings, steps } = plan(withElasticsearch(whole, left));
    expect(changes).toEqual([`reset ${settings}, left from an interrupted restart`]);
    expect([cost, warnings]).toEqual(['No pod is restarted.', []]);
    const excludedNodes = left.excludedNodes ?? [];
    expect(steps).toMatchObject({ resetAllocation: true, excludedNodes, changesKubernetes: false });
  });

  test('is not the exclusion of a node that is none of its pods', () => {
    const { changes, steps } = plan(withElasticsearch(whole, { excludedNodes: ['cold-0'] }));
    expect([changes, steps.resetAllocation, steps.excludedNodes]).toEqual([[], false, []]);
  });

  test('is found under the name of the node in its pod', () => {
    const nodes = nodesWith(whole, data1, { name: 'es-1' });
    expect(plan(withElasticsearch(whole, { nodes, excludedNodes: ['es-1'] })).steps.excludedNodes).toEqual(['es-1']);
  });

  test('is reset before anything else', () => {
    const { changes } = plan(withElasticsearch(untouched('kubesphere-2.1.1'), { allocation }));
    expect(changes[0]).toBe('reset cluster.routing.allocation.enable, left from an interrupted restart');
    expect(changes[1]).toMatch(/^create claim/);
  });

  test.each([{ transient: 'all' }, { transient: 'none' }, { persistent: 'primaries' }])(
    'is nothing that a restart sets: %j',
    (setting) => {
      const { changes, steps } = plan(withElasticsearch(whole, { allocation: setting }));
      expect([changes, steps.resetAllocation]).toEqual([[], false]);
    },
  );

  test('is not logkeep’s where it restarts nothing', () => {
    const left = withElasticsearch(withoutKubernetes(whole), { allocation, excludedNodes: [data1] });
    expect(plan(left).changes).toEqual([]);
    expect(plan(left).steps.resetAllocation).toBe(false);
  });
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
