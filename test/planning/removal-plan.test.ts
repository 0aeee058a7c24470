import { planRemoval } from '../../src/planning/removal-plan';
import { strategyAnnotation } from '../../src/planning/rollout-hold';
import type { SetupFacts } from '../../src/planning/setup-facts';
import { planSetup } from '../../src/planning/setup-plan';
import type { SetupWish } from '../../src/planning/setup-wish';
import { standInLabel } from '../../src/planning/stand-in';
import { withoutAdditions } from '../../src/planning/template-additions';
import { frozen } from './frozen';
import {
  claimed,
  complete,
  configured,
  dataSet,
  found,
  healthOf,
  kubernetesOf,
  masterSet,
  mountPath,
  registered,
  restarted,
  templated,
  untouched,
  withElasticsearch,
  withKubernetes,
  withRepository,
  withStatefulSet,
  withTemplate,
  withoutKubernetes,
} from './setup-builders';

const wish: SetupWish = { mode: 'patch', acceptOutage: false };
const plan = (facts: SetupFacts, different: Partial<SetupWish> = {}) =>
  planRemoval(frozen(facts), { ...wish, ...different });

const fresh = untouched('kubesphere-2.1.1');
const whole = complete('kubesphere-2.1.1');

test('a whole setup is taken out by the same careful restart, the claim and the snapshots stay', () => {
  expect(plan(whole)).toMatchObject({
    changes: [
      'unregister repository ks-log-snapshots; its snapshots stay',
      'take /usr/share/elasticsearch/backup out of path.repo',
      'take the backup volume out of StatefulSet elasticsearch-logging-data',
      'take the backup volume out of StatefulSet elasticsearch-logging-discovery',
      'restart elasticsearch-logging-data-1: it still has the backup volume',
      'restart elasticsearch-logging-data-0: it still has the backup volume',
      'restart elasticsearch-logging-discovery-0: it still has the backup volume',
    ],
    cost: '3 pods restarted one after the other, each when the cluster is green; the single master is handed over to a stand-in and back, with a pause in writing of about 3 s each.',
    obstacles: [],
    ...{ unregister: true, changesKubernetes: true, editPathRepo: true, handOver: true },
    revertTemplates: [dataSet, masterSet],
  });
});

test('where nothing is set up, nothing is done, whatever stands in the way', () => {
  const red = withElasticsearch(fresh, {
    health: healthOf({ status: 'red' }),
    operations: ['a snapshot is under way'],
  });
  expect(plan(red)).toEqual({
    ...{ changes: [], cost: 'No pod is restarted.', obstacles: [], revertTemplates: [], restarts: [] },
    ...{ unregister: false, changesKubernetes: false, editPathRepo: false, handOver: false, quickenElection: false },
    ...{ masters: [masterSet], standIns: [], resetAllocation: false, excludedNodes: [], resumeCurators: [] },
  });
  expect(plan(claimed(fresh)).changes).toEqual([]);
});

/** Does what a plan says, as far as facts can tell. */
function carriedOut(facts: SetupFacts): SetupFacts {
  const { unregister, editPathRepo, revertTemplates, restarts } = plan(facts);
  const reverted = revertTemplates.reduce(
    (one, name) => withTemplate(one, name, withoutAdditions(found(one, name).statefulSet)),
    withRepository(facts, unregister ? { isRegistered: false } : {}),
  );
  const { configMap, pathRepo } = kubernetesOf(fresh);
  return restarted(
    editPathRepo ? withKubernetes(reverted, { configMap, pathRepo }) : reverted,
    restarts.map(({ pod }) => pod),
  );
}

const claim = claimed(fresh);
const templates = templated(configured(claim));

test.each([
  ['a whole one', whole],
  ['one whose volume was given away by a chown', restarted(templated(configured(claim), undefined, true))],
  ['one that ended after path.repo', configured(claim)],
  ['one that ended after a template', templated(configured(claim), dataSet)],
  ['one that ended amid the restarts', restarted(templates, [`${dataSet}-1`])],
  ['one whose path.repo a chart has reverted', registered(restarted(templated(claim)))],
])('after the removal of %s, no trace is left, and setup begins anew', (_, facts) => {
  const removed = carriedOut(facts);
  expect(plan(removed).changes).toEqual([]);
  expect(planSetup(removed, wish).changes).toEqual(planSetup(claim, wish).changes);
});

test('only the pods that have something of it are restarted', () => {
  const half = restarted(templates, [`${dataSet}-1`]);
  expect(plan(half).restarts.map(({ pod, reason }) => [pod, reason])).toEqual([
    [`${dataSet}-1`, 'it still has the backup volume'],
  ]);
  const read = restarted(configured(claim), [`${masterSet}-0`]);
  expect(plan(read).restarts.map(({ pod, reason }) => [pod, reason])).toEqual([
    [`${masterSet}-0`, `its Elasticsearch still has path.repo ${mountPath}`],
  ]);
});

test('mounts that a person has made stay, and only who made them can take the rest out', () => {
  const adopted = [dataSet, masterSet].reduce(
    (facts, name) => withStatefulSet(facts, name, { additions: 'adopted' }),
    whole,
  );
  const { changes, obstacles, revertTemplates, editPathRepo } = plan(adopted);
  expect(revertTemplates).toEqual([]);
  expect(editPathRepo).toBe(true);
  expect(changes.filter((change) => change.startsWith('restart'))).toEqual([
    'restart elasticsearch-logging-data-1: its Elasticsearch still has path.repo /usr/share/elasticsearch/backup',
    'restart elasticsearch-logging-data-0: its Elasticsearch still has path.repo /usr/share/elasticsearch/backup',
    'restart elasticsearch-logging-discovery-0: its Elasticsearch still has path.repo /usr/share/elasticsearch/backup',
  ]);
  const remedy = 'take that mount, path.repo and the repository out by hand, too';
  expect(obstacles).toEqual([
    `StatefulSet elasticsearch-logging-data mounts the backup volume by hand: ${remedy}`,
    `StatefulSet elasticsearch-logging-discovery mounts the backup volume by hand: ${remedy}`,
  ]);
});

test('what an ended run has left goes, too', () => {
  const annotations = { [standInLabel]: 'true', [strategyAnnotation]: '{"type":"RollingUpdate"}' };
  const { statefulSet } = found(fresh, masterSet);
  const metadata = { ...statefulSet.metadata, annotations };
  const left = withStatefulSet(fresh, masterSet, { statefulSet: { ...statefulSet, metadata } });
  expect(plan(left)).toMatchObject({
    changes: [
      'send away the stand-in of elasticsearch-logging-discovery, left from an interrupted run',
      'give StatefulSet elasticsearch-logging-discovery its own update strategy back',
    ],
    ...{ standIns: [masterSet], changesKubernetes: true, restarts: [] },
  });
});

test('allocation that an ended run has left is reset first, and its yellow is no obstacle', () => {
  const left = withElasticsearch(whole, {
    ...{ health: healthOf({ status: 'yellow', unassignedShards: 3 }), allocation: { transient: 'primaries' } },
    excludedNodes: [`${dataSet}-1`],
  });
  const { changes, obstacles, ...steps } = plan(left);
  expect(changes[0]).toBe(
    `reset cluster.routing.allocation.enable and the exclusion of ${dataSet}-1, left from an interrupted restart`,
  );
  expect(obstacles).toEqual([]);
  expect(steps).toMatchObject({ resetAllocation: true, excludedNodes: [`${dataSet}-1`] });
});

test('a cluster without Kubernetes loses its registration only', () => {
  expect(plan(withoutKubernetes(whole))).toMatchObject({
    changes: ['unregister repository ks-log-snapshots; its snapshots stay'],
    ...{ changesKubernetes: false, restarts: [], cost: 'No pod is restarted.' },
  });
});

describe('in the way is', () => {
  test.each<[string, SetupFacts, string]>([
    [
      'a running snapshot',
      withElasticsearch(whole, { operations: ['a snapshot is under way'] }),
      'a snapshot is under way',
    ],
    ['red', withElasticsearch(whole, { health: healthOf({ status: 'red' }) }), 'the cluster is red'],
    [
      'yellow of allocation that somebody else has set',
      withElasticsearch(whole, {
        ...{ health: healthOf({ status: 'yellow', unassignedShards: 3 }), allocation: { transient: 'all' } },
      }),
      '3 replica shards unassigned and nothing is recovering',
    ],
    ['a missing right', withKubernetes(whole, { missingRights: ['delete pods'] }), 'lacks rights'],
    [
      'an only copy',
      withElasticsearch(whole, { onlyCopies: [{ node: `${dataSet}-0`, index: 'a', shards: [0] }] }),
      'holds the only copy of 1 index (a)',
    ],
    ['a master that cannot be handed over', { ...whole, handoverObjection: 'it is busy' }, 'it is busy'],
    [
      'a re-creation that was left without its StatefulSet',
      withStatefulSet(whole, dataSet, { statefulSet: null, pods: [], additions: 'none', isBeingRecreated: true }),
      'StatefulSet elasticsearch-logging-data was left half re-created: run setup first, which finishes that',
    ],
  ])('%s', (_, facts, sentence) => {
    expect(plan(facts).obstacles).toEqual([expect.stringContaining(sentence)]);
  });

  test('nothing that only matters to who wants to write to the volume', () => {
    const facts = withKubernetes(withRepository(whole, { typeObjection: 'no plugin', fault: 'read-only' }), {
      claimObjections: ['the claim is lost'],
    });
    expect(plan(withStatefulSet(facts, dataSet, { templateProblem: 'another volume is there' })).obstacles).toEqual([]);
  });
});

test('the single master is restarted without a handover when that was asked, or cannot be', () => {
  for (const [facts, asked] of [
    [whole, { handover: false, acceptOutage: true }],
    [{ ...whole, handoverObjection: 'no' }, { acceptOutage: true }],
  ] as const) {
    expect(plan(facts, asked)).toMatchObject({ handOver: false, obstacles: [] });
    expect(plan(facts, asked).cost).toContain('takes no writes for about 45 s');
  }
});
