import type { ShardHealth } from '../../src/planning/calm';
import { claimManifest } from '../../src/planning/claim';
import type { ClusterNode } from '../../src/planning/cluster-node';
import type { KubernetesSettings } from '../../src/planning/kubernetes-settings';
import type { ConfigMap, PersistentVolumeClaim, Pod, StatefulSet } from '../../src/planning/manifest';
import { addPathRepo, pathRepoOf } from '../../src/planning/path-repo';
import type { RepositorySettings } from '../../src/planning/repository-definition';
import { additionsFor } from '../../src/planning/setup-additions';
import type { SetupTarget } from '../../src/planning/setup-additions';
import type {
  ElasticsearchFacts,
  KubernetesFacts,
  RepositoryFacts,
  SetupFacts,
  StatefulSetFacts,
} from '../../src/planning/setup-facts';
import { additionsObjection, hasAdditions, withAdditions } from '../../src/planning/template-additions';
import { configMapOf, statefulSetOf } from './kubesphere';
import { nodesOf, podOf, podsOf } from './pod-builders';

export type StackName = 'kubesphere-2.1.1' | 'kubesphere-3.3.2';

export const dataSet = 'elasticsearch-logging-data';
export const masterSet = 'elasticsearch-logging-discovery';
export const mountPath = '/usr/share/elasticsearch/backup';

/** What the presets say. */
export const settings: KubernetesSettings = {
  namespace: 'kubesphere-logging-system',
  statefulSets: { data: [dataSet], master: [masterSet] },
  configMap: { name: 'elasticsearch-logging', key: 'elasticsearch.yml' },
  container: 'elasticsearch',
  claim: { name: 'elasticsearch-logging-backup', storageClass: 'nfs-client', size: '100Gi', retainVolume: false },
};

export const repository: RepositorySettings = {
  ...{ name: 'ks-log-snapshots', type: 'fs', mountPath },
  ...{ readonly: false, settings: {} },
};

export const target: SetupTarget = { cluster: 'kubesphere', kubernetes: settings, repository };

/** A stack as KubeSphere's installer leaves it: all pods running, no trace of logkeep. */
export function untouched(stack: StackName): SetupFacts {
  const statefulSets = [
    statefulSetFacts(statefulSetOf(stack), 'data'),
    statefulSetFacts(statefulSetOf(`${stack} master`), 'master'),
  ];
  const configMap = configMapOf(stack);
  const nodes = nodesOf(statefulSets, settings, configMap);
  const isOld = stack === 'kubesphere-2.1.1';
  return {
    ...{ cluster: 'kubesphere', repository },
    elasticsearch: {
      ...{ distribution: 'elasticsearch', version: isOld ? '6.7.0' : '6.8.22', nodes, minimumMasters: isOld ? 1 : 2 },
      health: healthOf({ nodes: nodes.length, dataNodes: nodes.filter(({ isData }) => isData).length }),
      ...{ operations: [], onlyCopies: [], allocation: {}, excludedNodes: [] },
      repository: {
        isRegistered: false,
        registered: null,
        differences: [],
        fault: null,
        typeObjection: null,
        pathRepoObjection: null,
        otherRegistrations: [],
      },
    },
    kubernetes: {
      ...{ settings, statefulSets, configMap },
      ...{ missingRights: [], missingExecRights: [], configProblem: null, claim: null, claimObjections: [] },
      ...{ pathRepo: pathRepoIn(configMap), volumeIsDeletedWithClaim: null },
    },
    handoverObjection: null,
  };
}

/** A stack on which a setup has done everything. */
export function complete(stack: StackName): SetupFacts {
  return [configured, templated, restarted, registered].reduce((facts, step) => step(facts), claimed(untouched(stack)));
}

export function healthOf(different: Partial<ShardHealth> = {}): ShardHealth {
  return {
    ...{ status: 'green', nodes: 3, dataNodes: 2 },
    ...{ relocatingShards: 0, initializingShards: 0, unassignedShards: 0, delayedShards: 0, settled: true },
    ...different,
  };
}

export function withElasticsearch(facts: SetupFacts, different: Partial<ElasticsearchFacts>): SetupFacts {
  return { ...facts, elasticsearch: { ...facts.elasticsearch, ...different } };
}

export function withRepository(facts: SetupFacts, different: Partial<RepositoryFacts>): SetupFacts {
  return withElasticsearch(facts, { repository: { ...facts.elasticsearch.repository, ...different } });
}

export function withKubernetes(facts: SetupFacts, different: Partial<KubernetesFacts>): SetupFacts {
  return { ...facts, kubernetes: { ...kubernetesOf(facts), ...different } };
}

export function withoutKubernetes({ kubernetes: _, ...facts }: SetupFacts): SetupFacts {
  return facts;
}

/** The facts with something different about one of the StatefulSets. */
export function withStatefulSet(facts: SetupFacts, name: string, different: Partial<StatefulSetFacts>): SetupFacts {
  const statefulSets = kubernetesOf(facts).statefulSets.map((one) =>
    one.name === name ? { ...one, ...different } : one,
  );
  return withKubernetes(facts, { statefulSets });
}

export function kubernetesOf({ kubernetes }: SetupFacts): KubernetesFacts {
  if (kubernetes === undefined) throw new Error('these facts are of a cluster without Kubernetes');
  return kubernetes;
}

/** The one StatefulSet of this name, with its manifest. */
export function found(facts: SetupFacts, name: string): StatefulSetFacts & { statefulSet: StatefulSet } {
  const one = kubernetesOf(facts).statefulSets.find((other) => other.name === name);
  if (one?.statefulSet == null) throw new Error(`there is no StatefulSet ${name}`);
  return { ...one, statefulSet: one.statefulSet };
}

/** The claim is there and bound. */
export function claimed(facts: SetupFacts): SetupFacts {
  const { claim, namespace } = settings;
  const bound = { ...claimManifest(claim, namespace, facts.cluster), status: { phase: 'Bound' } };
  return withKubernetes(facts, { claim: bound as PersistentVolumeClaim, volumeIsDeletedWithClaim: false });
}

/** path.repo is in the ConfigMap; no pod has read it. */
export function configured(facts: SetupFacts): SetupFacts {
  const { configMap } = kubernetesOf(facts);
  const { key } = settings.configMap;
  const text = addPathRepo(configMap?.data?.[key] ?? '', facts.repository.mountPath);
  const edited = { ...configMap, data: { ...configMap?.data, [key]: text } } as ConfigMap;
  return withKubernetes(facts, { configMap: edited, pathRepo: pathRepoIn(edited) });
}

/** The templates, or just that of one StatefulSet, have the backup volume; no pod has it. */
export function templated(facts: SetupFacts, only?: string, chown = false): SetupFacts {
  const names = only === undefined ? [dataSet, masterSet] : [only];
  return names.reduce((some, name) => {
    const { statefulSet } = found(some, name);
    return withTemplate(some, name, withAdditions(statefulSet, additionsFor(statefulSet, target, chown)));
  }, facts);
}

/** The facts with another manifest of a StatefulSet; its pods stay as they are. */
export function withTemplate(facts: SetupFacts, name: string, statefulSet: StatefulSet): SetupFacts {
  const { template } = statefulSet.spec;
  const wanted = additionsFor(statefulSet, target, false);
  const additions = hasAdditions(template, wanted);
  return withStatefulSet(facts, name, {
    statefulSet,
    additions,
    templateProblem: additionsObjection(template, wanted),
  });
}

/** All pods, or just some, were made anew from their StatefulSet and ConfigMap. */
export function restarted(facts: SetupFacts, only?: readonly string[]): SetupFacts {
  const kubernetes = kubernetesOf(facts);
  const isRestarted = (pod: string): boolean => only?.includes(pod) ?? true;
  const statefulSets = kubernetes.statefulSets.map((one) => ({ ...one, pods: one.pods.map(anew(one, isRestarted)) }));
  const pathRepo = kubernetes.pathRepo;
  const nodes = facts.elasticsearch.nodes.map((node) => (isRestarted(node.name) ? { ...node, pathRepo } : node));
  return withElasticsearch(withKubernetes(facts, { statefulSets }), { nodes });
}

/** The repository is registered, and every node can use it. */
export function registered(facts: SetupFacts): SetupFacts {
  return withRepository(facts, { isRegistered: true });
}

/** The nodes with something different about the one of this name. */
export function nodesWith(facts: SetupFacts, name: string, different: Partial<ClusterNode>): ClusterNode[] {
  return facts.elasticsearch.nodes.map((node) => (node.name === name ? { ...node, ...different } : node));
}

function anew({ statefulSet }: StatefulSetFacts, isRestarted: (pod: string) => boolean): (pod: Pod, at: number) => Pod {
  return (pod, ordinal) => {
    if (statefulSet === null || !isRestarted(pod.metadata.name)) return pod;
    return podOf(statefulSet, ordinal, settings, `${pod.metadata.uid}-again`);
  };
}

function statefulSetFacts(manifest: StatefulSet, role: 'data' | 'master'): StatefulSetFacts {
  const { name } = manifest.metadata;
  const metadata = { ...manifest.metadata, namespace: settings.namespace, uid: `${name}-uid` };
  const statefulSet = { ...manifest, metadata };
  const pods = podsOf(statefulSet, settings);
  return { name, role, statefulSet, pods, additions: 'none', templateProblem: null, isBeingRecreated: false };
}

function pathRepoIn(configMap: ConfigMap): string[] {
  return pathRepoOf(configMap.data?.[settings.configMap.key] ?? '');
}
