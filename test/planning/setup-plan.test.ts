import { strategyAnnotation } from '../../src/planning/rollout-hold';
import type { SetupFacts } from '../../src/planning/setup-facts';
import { planSetup } from '../../src/planning/setup-plan';
import type { SetupSteps } from '../../src/planning/setup-steps';
import type { SetupWish } from '../../src/planning/setup-wish';
import { standInLabel } from '../../src/planning/stand-in';
import { frozen } from './frozen';
import {
  claimed,
  complete,
  configured,
  dataSet,
  found,
  healthOf,
  masterSet,
  mountPath,
  nodesWith,
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
import type { StackName } from './setup-builders';

const wish: SetupWish = { mode: 'patch', acceptOutage: false };
const plan = (facts: SetupFacts, different: Partial<SetupWish> = {}) =>
  planSetup(frozen(facts), { ...wish, ...different });
const podsToRestart = (facts: SetupFacts): string[] => plan(facts).steps.restarts.map(({ pod }) => pod);

const old = 'kubesphere-2.1.1';
const withoutVolume = 'it runs without the backup volume';

test('the untouched stack of KubeSphere 2.1.1', () => {
  expect(plan(untouched(old))).toEqual({
    adopted: [],
    changes: [
      'create claim elasticsearch-logging-backup (100Gi, nfs-client, ReadWriteMany)',
      'patch StatefulSet elasticsearch-logging-data: mount the backup volume at /usr/share/elasticsearch/backup',
      'patch StatefulSet elasticsearch-logging-discovery: mount the backup volume at /usr/share/elasticsearch/backup',
      'add /usr/share/elasticsearch/backup to path.repo in ConfigMap elasticsearch-logging, elasticsearch.yml',
      'restart elasticsearch-logging-data-1: it runs without the backup volume',
      'restart elasticsearch-logging-data-0: it runs without the backup volume',
      'restart elasticsearch-logging-discovery-0: it runs without the backup volume',
      'register repository ks-log-snapshots (fs), verify it on every node, and prove it with a small snapshot and restore',
    ],
    cost: '3 pods restarted one after the other, each when the cluster is green; the single master is handed over to a stand-in and back, with a pause in writing of about 3 s each.',
    obstacles: [],
    warnings: [],
    steps: expect.objectContaining<Partial<SetupSteps>>({
      ...{ createClaim: true, editPathRepo: true, changeTemplates: [dataSet, masterSet], changesKubernetes: true },
      restarts: [
        restart(`${dataSet}-1`, 'data', 1),
        restart(`${dataSet}-0`, 'data', 0),
        { ...restart(`${masterSet}-0`, 'master', 0), elected: true },
      ],
      ...{ registerRepository: true, repositoryExists: false, repositoryIsUsable: true, prove: true, handOver: true },
      ...{ finishRecreations: [], resetAllocation: false, excludedNodes: [] },
      ...{ masters: [masterSet], standIns: [], heldRollouts: [] },
    }) as SetupSteps,
  });
});

function restart(pod: string, role: 'data' | 'master', ordinal: number): SetupSteps['restarts'][number] {
  const statefulSet = pod.replace(/-\d+$/, '');
  return {
    pod,
    node: pod,
    uid: `${pod}-uid`,
    statefulSet,
    role,
    ordinal,
    joined: true,
    elected: false,
    reason: withoutVolume,
  };
}

test('of three masters none is handed over, the elected one comes last, and writers notice nothing', () => {
  const { steps, cost, obstacles } = plan(untouched('kubesphere-3.3.2'));
  const ordinals = steps.restarts.map(({ role, ordinal }) => `${role} ${ordinal}`);
  expect(ordinals).toEqual(['data 2', 'data 1', 'data 0', 'master 2', 'master 0', 'master 1']);
  expect(steps.handOver).toBe(false);
  expect(cost).toBe('6 pods restarted one after the other, each when the cluster is green; writers should not notice.');
  expect(obstacles).toEqual([]);
});

describe('where everything is right', () => {
  test.each<StackName>(['kubesphere-2.1.1', 'kubesphere-3.3.2'])('%s is left alone', (stack) => {
    const { adopted, changes, cost, steps } = plan(complete(stack));
    expect(changes).toEqual([]);
    expect(cost).toBe('No pod is restarted.');
    expect(adopted).toEqual([
      'claim elasticsearch-logging-backup exists',
      `path.repo in ConfigMap elasticsearch-logging has ${mountPath}`,
      'StatefulSet elasticsearch-logging-data mounts the backup volume',
      'StatefulSet elasticsearch-logging-discovery mounts the backup volume',
      'every pod runs with it',
      'repository ks-log-snapshots is registered and every node can use it',
    ]);
    expect(steps).toMatchObject({ changesKubernetes: false, registerRepository: false, changeTemplates: [] });
  });

  test('nothing stands in the way of doing nothing', () => {
    const worst = withKubernetes(
      withElasticsearch(withRepository(complete(old), { typeObjection: 'it has no plugin' }), {
        health: healthOf({ status: 'red' }),
        operations: ['a snapshot is under way'],
        allocation: { persistent: 'none' },
      }),
      { missingRights: ['delete pods'], claimObjections: ['it is lost'], configProblem: 'it is no YAML' },
    );
    expect(plan({ ...worst, handoverObjection: 'no' }, { handover: true })).toMatchObject({
      changes: [],
      obstacles: [],
    });
    // The same obstacles count as soon as there is one thing to do.
    expect(plan(withRepository(worst, { fault: 'a node cannot' })).obstacles).not.toEqual([]);
  });

  test('a volume that was given to Elasticsearch by a chown stays right, though none seems needed any more', () => {
    const facts = registered(restarted(templated(configured(claimed(untouched(old))), undefined, true)));
    expect(plan(facts).changes).toEqual([]);
  });
});

describe('re-creating', () => {
  test('is told as what it is', () => {
    expect(plan(untouched(old), { mode: 'recreate' }).changes).toContain(
      'delete StatefulSet elasticsearch-logging-data and create it anew around its running pods: mount the backup volume at /usr/share/elasticsearch/backup',
    );
  });

  test('touches nothing where everything is right', () => {
    expect(plan(complete(old), { mode: 'recreate' }).changes).toEqual([]);
  });

  test('that was interrupted while there was no StatefulSet is finished, and is no obstacle', () => {
    const gone = { statefulSet: null, pods: [], additions: 'none' as const, isBeingRecreated: true };
    const { changes, obstacles, steps } = plan(withStatefulSet(complete(old), dataSet, gone));
    expect(changes).toEqual(['finish the interrupted re-creation of StatefulSet elasticsearch-logging-data']);
    expect(obstacles).toEqual([]);
    expect(steps).toMatchObject({ changeTemplates: [dataSet], finishRecreations: [dataSet], changesKubernetes: true });
  });

  test('that was interrupted at its very end is finished without a restart', () => {
    const facts = withStatefulSet(complete(old), dataSet, { isBeingRecreated: true });
    expect(plan(facts).steps).toMatchObject({
      ...{ changeTemplates: [dataSet], finishRecreations: [dataSet], restarts: [] },
    });
  });

  test.each(['patch', 'recreate'] as const)(
    'that was interrupted is finished in mode %s, the rest is begun',
    (mode) => {
      const facts = withStatefulSet(untouched(old), dataSet, { isBeingRecreated: true });
      const { changes, steps } = plan(facts, { mode });
      expect(steps).toMatchObject({ changeTemplates: [dataSet, masterSet], finishRecreations: [dataSet] });
      expect(changes).toContain(`finish the interrupted re-creation of StatefulSet ${dataSet}`);
    },
  );
});

describe('what an ended run has left', () => {
  const leave = (name: string, annotations: Record<string, string>): SetupFacts => {
    const { statefulSet } = found(complete(old), name);
    const metadata = { ...statefulSet.metadata, annotations };
    return withStatefulSet(complete(old), name, { statefulSet: { ...statefulSet, metadata } });
  };

  test('a stand-in is sent away', () => {
    const { changes, cost, steps } = plan(leave(masterSet, { [standInLabel]: 'true' }));
    expect(changes).toEqual([
      'send away the stand-in of elasticsearch-logging-discovery, left from an interrupted run',
    ]);
    expect(cost).toBe('No pod is restarted.');
    expect(steps).toMatchObject({ standIns: [masterSet], heldRollouts: [] });
  });

  test('a rollout that is held is given back', () => {
    const { changes, steps } = plan(leave(dataSet, { [strategyAnnotation]: '{"type":"RollingUpdate"}' }));
    expect(changes).toEqual(['give StatefulSet elasticsearch-logging-data its own update strategy back']);
    expect(steps).toMatchObject({ standIns: [], heldRollouts: [dataSet], changesKubernetes: true });
  });
});

describe('mounts that a person has made', () => {
  const byHand = (facts: SetupFacts, name: string): SetupFacts => {
    const { statefulSet } = found(facts, name);
    const text = JSON.stringify(found(templated(facts, name), name).statefulSet);
    const { spec } = JSON.parse(text.replaceAll('"name":"logkeep-backup"', '"name":"es-backup"')) as typeof statefulSet;
    const initContainers = statefulSet.spec.template.spec.initContainers ?? [];
    const template = { ...spec.template, spec: { ...spec.template.spec, initContainers } };
    return withTemplate(facts, name, { ...statefulSet, spec: { ...statefulSet.spec, template } });
  };
  const adopted = byHand(byHand(configured(claimed(untouched(old))), dataSet), masterSet);

  test('are adopted: their templates stay as they are', () => {
    const { adopted: kept, steps } = plan(registered(restarted(adopted)));
    expect(steps).toMatchObject({ changeTemplates: [], restarts: [], changesKubernetes: false });
    expect(kept).toContain('StatefulSet elasticsearch-logging-data mounts the backup volume (by hand: left as it is)');
  });

  test('reach their pods by a restart', () => {
    expect(podsToRestart(adopted)).toEqual([`${dataSet}-1`, `${dataSet}-0`, `${masterSet}-0`]);
    expect(podsToRestart(restarted(adopted, [`${dataSet}-0`]))).toEqual([`${dataSet}-1`, `${masterSet}-0`]);
  });
});

describe('the only data node', () => {
  const template = untouched(old);
  const nodes = template.elasticsearch.nodes.filter(({ name }) => name !== `${dataSet}-1`);
  const { pods } = found(template, dataSet);
  const single = withElasticsearch(withStatefulSet(template, dataSet, { pods: pods.slice(0, 1) }), {
    ...{ nodes, health: healthOf({ status: 'yellow', nodes: 2, dataNodes: 1, unassignedShards: 5 }) },
    onlyCopies: ['a', 'b'].map((index) => ({ node: `${dataSet}-0`, index, shards: [0] })),
  });

  test('is restarted in a yellow cluster only when its indices may be away', () => {
    expect(plan(single).obstacles).toEqual([
      'elasticsearch-logging-data-0 holds the only copy of 2 indices (a, b): give them a replica, or accept that they are away for about a minute with "acceptOutage": true',
    ]);
    expect(plan(single, { acceptOutage: true }).obstacles).toEqual([]);
  });

  test('costs what it costs', () => {
    expect(plan(single).cost).toBe(
      '2 pods restarted one after the other, each when the cluster is green; 2 indices without a replica away for about a minute (a, b); the single master is handed over to a stand-in and back, with a pause in writing of about 3 s each.',
    );
  });
});

describe('the repository', () => {
  test.each<[string, Parameters<typeof withRepository>[1], string]>([
    [
      'differs',
      { differences: ['its location is /a instead of /b', 'its readonly is true instead of false'] },
      'its location is /a instead of /b, its readonly is true instead of false',
    ],
    ['cannot be used', { fault: 'data-1 cannot write to it' }, 'data-1 cannot write to it'],
    ['differs and cannot be used', { differences: ['its type is url'], fault: 'no node can' }, 'its type is url'],
  ])('that %s is registered again, and no pod is touched', (_, different, why) => {
    const { changes, cost, steps } = plan(withRepository(complete(old), different));
    expect(changes).toEqual([
      `register repository ks-log-snapshots again (${why}), verify it on every node, and prove it with a small snapshot and restore`,
    ]);
    expect(cost).toBe('No pod is restarted.');
    const repositoryIsUsable = different.fault === undefined;
    expect(steps).toMatchObject({ repositoryExists: true, repositoryIsUsable, changesKubernetes: false });
  });

  test('that may only be read is not proved with a snapshot', () => {
    const facts = untouched(old);
    const { changes, steps } = plan({ ...facts, repository: { ...facts.repository, readonly: true } });
    expect(changes.at(-1)).toBe('register repository ks-log-snapshots (fs) and verify it on every node');
    expect(steps.prove).toBe(false);
  });
});

describe('a cluster without Kubernetes', () => {
  const facts = withoutKubernetes(untouched(old));

  test('only gets its repository', () => {
    const { changes, cost, steps } = plan(facts);
    expect(changes).toHaveLength(1);
    expect(cost).toBe('No pod is restarted.');
    expect(steps).toMatchObject({ createClaim: false, editPathRepo: false, changesKubernetes: false, handOver: false });
  });

  test('is left alone with it', () => {
    expect(plan(registered(facts))).toMatchObject({
      changes: [],
      adopted: ['repository ks-log-snapshots is registered and every node can use it'],
    });
  });
});

test('what is not there is not told as right', () => {
  const missing = withStatefulSet(untouched(old), dataSet, { statefulSet: null, pods: [] });
  expect(plan(missing).adopted).toEqual([]);
  const { statefulSet } = found(complete(old), dataSet);
  const away = withStatefulSet(complete(old), dataSet, { statefulSet, pods: [] });
  expect(plan(withStatefulSet(away, masterSet, { pods: [] })).adopted).not.toContain('every pod runs with it');
});

test('a change of the mount path changes the templates, path.repo and every pod', () => {
  const facts = complete(old);
  const moved = { ...facts, repository: { ...facts.repository, mountPath: '/backup' } };
  const partial = [dataSet, masterSet].reduce(
    (one, name) => withStatefulSet(one, name, { additions: 'partial' }),
    moved,
  );
  expect(plan(partial).steps).toMatchObject({ createClaim: false, editPathRepo: true });
  expect(podsToRestart(partial)).toHaveLength(3);
});

test('a node whose name is not its pod’s is found by its address', () => {
  const name = `${dataSet}-1`;
  const facts = withElasticsearch(complete(old), {
    nodes: nodesWith(complete(old), name, { name: 'es-1', pathRepo: [] }),
  });
  expect(plan(facts).steps.restarts).toMatchObject([{ pod: name, node: 'es-1', joined: true }]);
});

test('the cost names the indices that only a node to be restarted has, by the name of the node', () => {
  const name = `${dataSet}-1`;
  const nodes = nodesWith(untouched(old), name, { name: 'es-1' });
  const onlyCopies = [
    { node: 'es-1', index: 'a', shards: [0] },
    { node: name, index: 'b', shards: [0] },
  ];
  expect(plan(withElasticsearch(untouched(old), { nodes, onlyCopies })).cost).toContain(
    '; 1 index without a replica away for about a minute (a); ',
  );
});
