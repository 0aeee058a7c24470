import { driftOf, isSetUp } from '../../src/planning/drift';
import type { Drift } from '../../src/planning/drift';
import { strategyAnnotation } from '../../src/planning/rollout-hold';
import { standInLabel } from '../../src/planning/stand-in';
import type { Metadata } from '../../src/planning/manifest';
import { withQuickElection } from '../../src/planning/quick-election';
import type { SetupFacts } from '../../src/planning/setup-facts';
import { planSetup } from '../../src/planning/setup-plan';
import {
  claimed,
  complete,
  configured,
  dataSet,
  found,
  kubernetesOf,
  masterSet,
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

const fresh = untouched('kubesphere-2.1.1');
const whole = complete('kubesphere-2.1.1');
const drift = (facts: SetupFacts): Drift[] =>
  driftOf(facts, planSetup(facts, { mode: 'patch', acceptOutage: true }).steps);

/** The ConfigMap as the chart has it, applied again by somebody. */
const reverted = (metadata: Partial<Metadata>): SetupFacts => {
  const { configMap, pathRepo } = kubernetesOf(fresh);
  if (configMap === null) throw new Error('the stack has no ConfigMap');
  return withKubernetes(whole, {
    pathRepo,
    configMap: { ...configMap, metadata: { ...configMap.metadata, ...metadata } },
  });
};
const written = (manager: string, time?: string) => ({ manager, ...(time === undefined ? {} : { time }) });

test('what setup has left has not drifted', () => {
  expect(drift(whole)).toEqual([]);
  expect(drift(complete('kubesphere-3.3.2'))).toEqual([]);
  expect(drift(registered(withoutKubernetes(fresh)))).toEqual([]);
});

test('what an interrupted restart has left in the ConfigMap is told', () => {
  const { configMap } = kubernetesOf(whole);
  if (configMap === null) throw new Error('the stack has no ConfigMap');
  const { key } = kubernetesOf(whole).settings.configMap;
  const data = { [key]: withQuickElection(configMap.data?.[key] ?? '') };
  const [told, ...others] = drift(withKubernetes(whole, { configMap: { ...configMap, data } }));
  expect(told?.what).toBe(
    'ConfigMap elasticsearch-logging still has the discovery.zen.ping_timeout that a restart has set',
  );
  expect(others).toEqual([]);
});

describe('path.repo that is gone', () => {
  test('is told with its cause and its effect, and so are the pods that a restart would leave without', () => {
    expect(drift(reverted({ managedFields: [written('helm', '2026-11-23T22:00:00Z')] }))[0]).toEqual({
      what: 'path.repo in ConfigMap elasticsearch-logging no longer has /usr/share/elasticsearch/backup',
      cause: 'last written by Helm (helm), which applied a chart again at 2026-11-23T22:00:00Z',
      effect: 'the next pod that restarts cannot use the repository',
    });
  });

  test('does not count pods that still have it as drifted', () => {
    expect(drift(reverted({}))).toHaveLength(1);
  });

  const chart = (labels: Record<string, string>): Partial<Metadata> => ({
    labels,
    managedFields: [written('Go-http-client')],
  });
  test.each<[string, Partial<Metadata>, string]>([
    ['Helm', { managedFields: [written('helm')] }, 'last written by Helm (helm), which applied a chart again'],
    ['Tiller', { managedFields: [written('Tiller')] }, 'last written by Helm (Tiller), which applied a chart again'],
    [
      'a Helm controller',
      { managedFields: [written('helm-controller')] },
      'last written by Helm (helm-controller), which applied a chart again',
    ],
    [
      'Helm 3.6 or older',
      chart({ 'app.kubernetes.io/managed-by': 'Helm' }),
      'last written by Helm (Go-http-client), which applied a chart again',
    ],
    [
      'the installer of KubeSphere 2.1',
      chart({ heritage: 'Tiller' }),
      'last written by Helm (Go-http-client), which applied a chart again',
    ],
    ['some other program', chart({ app: 'elasticsearch' }), 'last written by Go-http-client'],
    [
      'kubectl',
      { managedFields: [written('kubectl-edit', '2026-01-02T03:04:05Z')] },
      'last written by kubectl-edit at 2026-01-02T03:04:05Z',
    ],
    ['nobody knows', {}, 'who did it cannot be told'],
    ['nobody knows, as logkeep was the last', { managedFields: [written('logkeep')] }, 'who did it cannot be told'],
    [
      'somebody after the object was made',
      { creationTimestamp: '2026-11-23T09:00:00Z', managedFields: [written('kubectl-edit', '2026-11-23T09:00:01Z')] },
      'last written by kubectl-edit at 2026-11-23T09:00:01Z',
    ],
    [
      'nobody knows, as all that is known is who made the object',
      { creationTimestamp: '2026-11-23T09:00:00Z', managedFields: [written('helm', '2026-11-23T09:00:00Z')] },
      'who did it cannot be told',
    ],
    [
      'nobody knows, as only logkeep wrote after the object was made',
      {
        creationTimestamp: '2026-11-23T09:00:00Z',
        managedFields: [written('helm', '2026-11-23T09:00:00Z'), written('logkeep', '2026-11-23T10:00:00Z')],
      },
      'who did it cannot be told',
    ],
    ['a manager without a name', { managedFields: [{ operation: 'Update' }] }, 'who did it cannot be told'],
    [
      'the latest of several who is neither logkeep nor a controller',
      {
        managedFields: [
          written('kubectl-edit', '2026-11-23T10:00:00Z'),
          written('helm', '2026-11-23T11:00:00Z'),
          written('someone'),
          written('logkeep', '2026-11-23T12:00:00Z'),
          written('kube-controller-manager', '2026-11-23T13:00:00Z'),
        ],
      },
      'last written by Helm (helm), which applied a chart again at 2026-11-23T11:00:00Z',
    ],
  ])('was taken out by %s', (_, metadata, cause) => {
    expect(drift(reverted(metadata))[0]?.cause).toBe(cause);
  });
});

describe('where logkeep may not look', () => {
  const unseen = {
    what: 'the setup cannot be compared with the live cluster',
    cause: "logkeep's account may not get configmaps elasticsearch-logging, list pods",
    effect: 'a drift would go unnoticed; grant these rights (deploy/rbac has a ready Role)',
  };
  const missingRights = ['delete pods', 'get configmaps elasticsearch-logging', 'create secrets', 'list pods'];

  test('nothing is said of Kubernetes but that', () => {
    const blind = withKubernetes(registered(fresh), { missingRights, configMap: null, pathRepo: [] });
    expect(drift(blind)).toEqual([unseen]);
  });

  test('the repository is compared all the same', () => {
    const found = drift(withRepository(withKubernetes(whole, { missingRights }), { isRegistered: false }));
    expect(found).toEqual([unseen, expect.objectContaining({ what: 'repository ks-log-snapshots is not registered' })]);
  });

  test('rights that only a change needs are not missed', () => {
    const seen = { missingRights: ['delete pods', 'patch configmaps elasticsearch-logging'] };
    expect(drift(withKubernetes(whole, seen))).toEqual([]);
    expect(drift(withKubernetes(whole, { ...seen, claim: null }))).toHaveLength(1);
  });
});

test('a claim that is gone', () => {
  expect(drift(withKubernetes(whole, { claim: null }))).toEqual([
    {
      what: 'claim elasticsearch-logging-backup is gone',
      cause: 'somebody deleted it',
      effect: 'pods that start anew have no backup volume, and the snapshots in the old volume may be lost',
    },
  ]);
});

test('a template that was applied without the volume, told once and not again for each of its pods', () => {
  const { statefulSet } = found(fresh, dataSet);
  const metadata = { ...statefulSet.metadata, managedFields: [written('kubectl-client-side-apply')] };
  expect(drift(withTemplate(whole, dataSet, { ...statefulSet, metadata }))).toEqual([
    {
      what: 'StatefulSet elasticsearch-logging-data no longer mounts the backup volume',
      cause: 'last written by kubectl-client-side-apply',
      effect: 'the next pod that restarts is without the backup volume',
    },
  ]);
});

test('a StatefulSet that a re-creation has left', () => {
  const gone = { statefulSet: null, pods: [], additions: 'none' as const, isBeingRecreated: true };
  expect(drift(withStatefulSet(whole, masterSet, gone))).toEqual([
    {
      what: 'StatefulSet elasticsearch-logging-discovery was left half re-created',
      cause: 'a setup was ended in between',
      effect: 'the next pod that restarts is without the backup volume',
    },
  ]);
});

test('a pod that runs what its StatefulSet does not say', () => {
  const half = restarted(templated(configured(claimed(fresh))), [`${dataSet}-0`, `${masterSet}-0`]);
  expect(drift(registered(half))).toEqual([
    {
      what: 'pod elasticsearch-logging-data-1 does not run what its StatefulSet and ConfigMap say: it runs without the backup volume',
      cause: 'it was started before they were changed, or while they were reverted',
      effect: 'it has to be restarted before every node can use the repository',
    },
  ]);
});

describe('what a run that was ended has left', () => {
  const leave = (name: string, annotations: Record<string, string>): SetupFacts => {
    const { statefulSet } = found(whole, name);
    const metadata = { ...statefulSet.metadata, annotations };
    return withStatefulSet(whole, name, { statefulSet: { ...statefulSet, metadata } });
  };
  test.each<[string, SetupFacts, string]>([
    [
      'a stand-in',
      leave(masterSet, { [standInLabel]: 'true' }),
      'a stand-in for the master of StatefulSet elasticsearch-logging-discovery is still there',
    ],
    [
      'a held rollout',
      leave(dataSet, { [strategyAnnotation]: '{"type":"RollingUpdate"}' }),
      'StatefulSet elasticsearch-logging-data is still kept from rolling its pods',
    ],
    [
      'held allocation',
      withElasticsearch(whole, { allocation: { transient: 'primaries' } }),
      'allocation is still held at primaries',
    ],
    [
      'an exclusion',
      withElasticsearch(whole, { excludedNodes: [`${dataSet}-1`] }),
      'allocation is still restricted, and shards are kept off elasticsearch-logging-data-1',
    ],
  ])('%s', (_, facts, what) => {
    expect(drift(facts)).toEqual([
      expect.objectContaining({ what, cause: expect.stringContaining('was ended in between') as string }),
    ]);
  });
});

describe('the repository', () => {
  test.each<[string, Parameters<typeof withRepository>[1], Drift[]]>([
    [
      'is gone',
      { isRegistered: false },
      [
        {
          what: 'repository ks-log-snapshots is not registered',
          cause: 'somebody removed it',
          effect: 'backups and restores cannot run',
        },
      ],
    ],
    [
      'is another one',
      { differences: ['its location is /a instead of /b', 'its readonly is true instead of false'] },
      [
        {
          what: 'repository ks-log-snapshots is not as logkeep.yaml says: its location is /a instead of /b, its readonly is true instead of false',
          cause: 'somebody registered it anew, or logkeep.yaml was changed',
          effect: 'backups go somewhere else',
        },
      ],
    ],
    [
      'cannot be used by a node',
      { fault: 'data-1 cannot write to it: read-only' },
      [
        {
          what: 'repository ks-log-snapshots cannot be used by every node',
          cause: 'data-1 cannot write to it: read-only',
          effect: 'backups and restores cannot run',
        },
      ],
    ],
    [
      'is another one and cannot be used',
      { differences: ['its type'], fault: 'no' },
      [expect.anything(), expect.anything()],
    ],
  ])('%s', (_, different, told) => {
    expect(drift(withRepository(whole, different))).toEqual(told);
    expect(drift(withoutKubernetes(withRepository(whole, different)))).toEqual(told);
  });
});

test('everything at once is told step by step', () => {
  const worst = withRepository(withKubernetes(templated(fresh, masterSet), { claim: null }), { isRegistered: false });
  expect(drift(worst).map(({ what }) => what.split(' ').slice(0, 2).join(' '))).toEqual([
    ...['claim elasticsearch-logging-backup', 'path.repo in', 'StatefulSet elasticsearch-logging-data'],
    ...['pod elasticsearch-logging-discovery-0', 'repository ks-log-snapshots'],
  ]);
});

test.each([
  ['no trace', fresh, false],
  ['no trace but a claim, which a failed setup leaves', claimed(fresh), false],
  ['path.repo', configured(fresh), true],
  ['one template', templated(fresh, masterSet), true],
  ['the repository', registered(fresh), true],
  ['the repository of a cluster without Kubernetes', registered(withoutKubernetes(fresh)), true],
  ['no trace on a cluster without Kubernetes', withoutKubernetes(fresh), false],
])('with %s, setup has been here: %j', (_, facts, is) => {
  expect(isSetUp(facts)).toBe(is);
});
