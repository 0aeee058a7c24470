import type { SetupFacts } from '../../src/planning/setup-facts';
import { planSetup } from '../../src/planning/setup-plan';
import type { SetupWish } from '../../src/planning/setup-wish';
import { frozen } from './frozen';
import {
  claimed,
  complete,
  configured,
  dataSet,
  found,
  healthOf,
  nodesWith,
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
const obstaclesOf = (facts: SetupFacts, different: Partial<SetupWish> = {}): string[] =>
  planSetup(frozen(facts), { ...wish, ...different }).obstacles;

const fresh = untouched('kubesphere-2.1.1');
const withHealth = (different: Parameters<typeof healthOf>[0]): SetupFacts =>
  withElasticsearch(fresh, { health: healthOf(different) });
const owned = (apiVersion: string, kind: string): SetupFacts => {
  const { statefulSet } = found(fresh, dataSet);
  const owner = { apiVersion, kind, name: 'logs', uid: 'u', controller: true };
  return withTemplate(fresh, dataSet, {
    ...statefulSet,
    metadata: { ...statefulSet.metadata, ownerReferences: [owner] },
  });
};
const yellow = withHealth({ status: 'yellow', unassignedShards: 3 });
const red = withHealth({ status: 'red', unassignedShards: 3 });
/** One of the data nodes has left the cluster. */
const withoutNode = (facts: SetupFacts): SetupFacts =>
  withElasticsearch(facts, { nodes: facts.elasticsearch.nodes.filter(({ name }) => name !== `${dataSet}-1`) });
const withConfigMap = (data: Record<string, string>): SetupFacts =>
  withKubernetes(fresh, { configMap: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data } });
const onlyCopies = [
  { node: `${dataSet}-1`, index: 'a', shards: [0, 1] },
  { node: `${dataSet}-1`, index: 'b', shards: [0] },
  { node: `${dataSet}-0`, index: 'c', shards: [0] },
];

test('nothing stands in the way of setting up the untouched stack', () => {
  expect(obstaclesOf(fresh)).toEqual([]);
});

/** What each judge objects to, alone, with the sentence for the operator. */
const alone: [string, SetupFacts, string[]][] = [
  [
    'rights',
    withKubernetes(fresh, { missingRights: ['delete pods', 'patch statefulsets.apps elasticsearch-logging-data'] }),
    [
      "logkeep's account lacks rights in namespace kubesphere-logging-system: delete pods, patch statefulsets.apps elasticsearch-logging-data; grant them (deploy/rbac has a ready Role)",
    ],
  ],
  [
    'a StatefulSet that is not there',
    withStatefulSet(fresh, dataSet, { statefulSet: null, pods: [] }),
    [
      'there is no StatefulSet elasticsearch-logging-data in namespace kubesphere-logging-system: correct kubernetes.statefulSets in logkeep.yaml, or give the rights of deploy/rbac/recreate.yaml back if a setup with mode recreate was interrupted',
    ],
  ],
  [
    'an operator',
    owned('elasticsearch.k8s.elastic.co/v1', 'Elasticsearch'),
    [
      'StatefulSet elasticsearch-logging-data belongs to Elasticsearch logs, whose operator would revert any change: add the volume and its mount to nodeSets[].podTemplate and path.repo to nodeSets[].config of the Elasticsearch resource, and leave the section "kubernetes" out of logkeep.yaml, so that setup sees to the repository alone',
    ],
  ],
  [
    'a template that cannot take the volume',
    withStatefulSet(fresh, dataSet, { templateProblem: 'there is no container es, only elasticsearch: set it' }),
    [
      'StatefulSet elasticsearch-logging-data cannot take the backup volume: there is no container es, only elasticsearch: set it',
    ],
  ],
  [
    'no ConfigMap',
    withKubernetes(fresh, { configMap: null }),
    [
      'there is no ConfigMap elasticsearch-logging in namespace kubesphere-logging-system: correct kubernetes.configMap in logkeep.yaml',
    ],
  ],
  [
    'a ConfigMap without the key',
    withConfigMap({ 'other.yml': '' }),
    ['ConfigMap elasticsearch-logging has no key elasticsearch.yml: correct kubernetes.configMap.key in logkeep.yaml'],
  ],
  [
    'a ConfigMap that cannot be edited',
    withKubernetes(fresh, { configProblem: 'elasticsearch.yml is not valid YAML in line 3: mend it first' }),
    ['elasticsearch.yml is not valid YAML in line 3: mend it first'],
  ],
  [
    'a claim that does not serve',
    withKubernetes(claimed(fresh), { claimObjections: ['the claim is lost: create it again'] }),
    ['the claim is lost: create it again'],
  ],
  [
    'red',
    red,
    ['the cluster is red: some primary shards are missing, and no node of it may be restarted; bring them back first'],
  ],
  [
    'yellow for good',
    yellow,
    [
      '3 replica shards unassigned and nothing is recovering: a restart could take away the only copy; see GET _cluster/allocation/explain, and try again when the cluster is green',
    ],
  ],
  [
    'a running snapshot and a running restore',
    withElasticsearch(fresh, { operations: ['a snapshot is under way in repository r (s)', 'a restore is under way'] }),
    [
      'a snapshot is under way in repository r (s): wait for its end, or cancel it, and try again',
      'a restore is under way: wait for its end, or cancel it, and try again',
    ],
  ],
  [
    'only copies, told once for each node',
    withElasticsearch(fresh, { onlyCopies }),
    [
      'elasticsearch-logging-data-1 holds the only copy of 2 indices (a, b): give them a replica, or accept that they are away for about a minute with "acceptOutage": true',
      'elasticsearch-logging-data-0 holds the only copy of 1 index (c): give it a replica, or accept that it is away for about a minute with "acceptOutage": true',
    ],
  ],
  [
    'allocation that somebody has stopped',
    withElasticsearch(fresh, { allocation: { transient: 'none' } }),
    [
      'cluster.routing.allocation.enable is none: a restarted node would not get its shards back; reset it to null and try again',
    ],
  ],
  [
    'a type of repository that a node does not know',
    withRepository(fresh, { typeObjection: 'node data-0 has no plugin repository-s3: install it' }),
    ['node data-0 has no plugin repository-s3: install it'],
  ],
  [
    'other registrations of the same place, each by itself',
    withRepository(fresh, { otherRegistrations: ['repository a is there too', 'repository b is there too'] }),
    ['repository a is there too', 'repository b is there too'],
  ],
];

test.each(alone)('%s', (_, facts, sentences) => {
  expect(obstaclesOf(facts)).toEqual(sentences);
});

test('everything that stands in the way is told at once', () => {
  const facts = [
    withElasticsearch(fresh, {
      health: healthOf({ status: 'red' }),
      operations: ['a restore is under way'],
      onlyCopies: onlyCopies.slice(2),
      allocation: { transient: 'none' },
    }),
  ].map((some) =>
    withKubernetes(withRepository(some, { typeObjection: 'no plugin' }), {
      ...{ missingRights: ['delete pods'], configMap: null, claimObjections: ['no claim'] },
    }),
  );
  const told = obstaclesOf({ ...(frozen(facts)[0] ?? fresh), handoverObjection: 'it is busy' });
  for (const word of ['lacks rights', 'no ConfigMap', 'is red', 'a restore is', 'only copy', 'allocation.enable'])
    expect(told.filter((sentence) => sentence.includes(word))).toHaveLength(1);
  for (const word of ['no other node can lead', 'no claim', 'no plugin'])
    expect(told.filter((sentence) => sentence.includes(word))).toHaveLength(1);
  expect(told).toHaveLength(9);
});

describe('health that is no obstacle', () => {
  test.each([
    ['green', withHealth({})],
    ['yellow that mends itself by recovering', withHealth({ status: 'yellow', initializingShards: 1 })],
    ['yellow that mends itself by moving', withHealth({ status: 'yellow', relocatingShards: 1 })],
    ['yellow that waits for a node', withHealth({ status: 'yellow', unassignedShards: 2, delayedShards: 2 })],
    ['yellow of a single data node', withHealth({ status: 'yellow', dataNodes: 1, unassignedShards: 2 })],
    [
      'yellow of an interrupted restart, which setup resets first',
      withElasticsearch(yellow, { allocation: { transient: 'primaries' } }),
    ],
    ['yellow that waits for a pod which a restart frees', withoutNode(yellow)],
    ['red that waits for a pod which a restart frees', withoutNode(red)],
  ])('%s', (_, facts) => {
    expect(obstaclesOf(facts)).toEqual([]);
  });
});

describe('health that stays an obstacle', () => {
  const [isYellow, isRed] = ['3 replica shards unassigned', 'the cluster is red'];
  const anew = (facts: SetupFacts): SetupFacts => restarted(templated(configured(facts)), [`${dataSet}-1`]);
  test.each([
    ['red of an interrupted restart', withElasticsearch(red, { allocation: { transient: 'primaries' } }), isRed],
    [
      'yellow while all shards may go anywhere',
      withElasticsearch(yellow, { allocation: { transient: 'all' } }),
      isYellow,
    ],
    ['yellow while a node is excluded', withElasticsearch(yellow, { excludedNodes: [`${dataSet}-1`] }), isYellow],
    ['yellow that waits for a pod which no restart would help', withoutNode(anew(yellow)), isYellow],
    ['red that waits for a pod which no restart would help', withoutNode(anew(red)), isRed],
  ])('%s', (_, facts, sentence) => {
    expect(obstaclesOf(facts)).toEqual([expect.stringContaining(sentence)]);
  });
});

test('allocation that an interrupted restart has left is reset whatever the health and the rights', () => {
  const left = withElasticsearch(complete('kubesphere-2.1.1'), {
    ...{ health: healthOf({ status: 'red' }), allocation: { transient: 'primaries' } },
  });
  const { changes, obstacles } = planSetup(withKubernetes(left, { missingRights: ['delete pods'] }), wish);
  expect([changes.length, obstacles]).toEqual([1, []]);
});

test.each([
  [{}, []],
  [{ transient: 'all' }, []],
  [{ transient: 'primaries' }, []],
  [{ transient: 'new_primaries' }, ['new_primaries']],
  [{ persistent: 'all' }, []],
  // The transient one goes with the first restart; what is persistent then keeps the replicas away.
  [{ persistent: 'primaries' }, ['primaries (persistent)']],
  [{ transient: 'all', persistent: 'none' }, ['none (persistent)']],
  [{ transient: 'none', persistent: 'none' }, ['none', 'none (persistent)']],
])('allocation %j is in the way as %j', (allocation, told) => {
  const found = obstaclesOf(withElasticsearch(fresh, { allocation }));
  expect(found.map((sentence) => / is (.*): a restarted/.exec(sentence)?.[1])).toEqual(told);
});

test('an only copy is found on the node in a pod, also where that has another name', () => {
  const renamed = withElasticsearch(fresh, { nodes: nodesWith(fresh, `${dataSet}-0`, { name: 'es-a' }) });
  const copiesOn = (node: string): SetupFacts =>
    withElasticsearch(renamed, { onlyCopies: [{ node, index: 'c', shards: [0] }] });
  expect(obstaclesOf(copiesOn('es-a'))).toEqual([expect.stringContaining('es-a holds the only copy of 1 index (c)')]);
  expect(obstaclesOf(copiesOn(`${dataSet}-0`))).toEqual([]);
});

test('an only copy on a node that is not restarted, or that may be away, is no obstacle', () => {
  const elsewhere = [{ node: 'cold-0', index: 'a', shards: [0] }];
  expect(obstaclesOf(withElasticsearch(fresh, { onlyCopies: elsewhere }))).toEqual([]);
  expect(obstaclesOf(withElasticsearch(fresh, { onlyCopies }), { acceptOutage: true })).toEqual([]);
});

test('where Kubernetes stays as it is, only the running operations and the place of the repository count', () => {
  const worst = withElasticsearch(fresh, {
    ...{ operations: ['a restore is under way'], onlyCopies, health: healthOf({ status: 'red', unassignedShards: 3 }) },
    ...{ allocation: { transient: 'none', persistent: 'none' }, excludedNodes: [`${dataSet}-1`] },
  });
  const objections = {
    ...{ typeObjection: 'no plugin', pathRepoObjection: 'no path.repo' },
    otherRegistrations: ['repository a is there too'],
  };
  expect(obstaclesOf({ ...withoutKubernetes(withRepository(worst, objections)), handoverObjection: 'no' })).toEqual([
    ...['a restore is under way: wait for its end, or cancel it, and try again', 'no plugin'],
    ...['repository a is there too', 'no path.repo'],
  ]);
});
