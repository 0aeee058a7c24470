import { z } from 'zod';
import { readAllocation } from '../../src/elasticsearch/cluster-settings';
import { getRepository } from '../../src/elasticsearch/repositories';
import type { Repository } from '../../src/elasticsearch/repositories';
import { getConfigMap } from '../../src/kubernetes/config-maps';
import { manifestListSchema } from '../../src/kubernetes/manifest-schema';
import { getStatefulSet } from '../../src/kubernetes/stateful-sets';
import type { ConfigMap, Manifest, Pod, StatefulSet } from '../../src/planning/manifest';
import { kubeSphereManifests } from '../../sandbox/kubernetes/kubesphere-manifests';
import { namespace } from './kubesphere';
import type { KubeSphere } from './kubesphere';

/** What of the stack must not change by itself. */
export interface Look {
  /** uid of each StatefulSet. */
  statefulSets: Record<string, string>;
  generations: Record<string, number>;
  templates: Record<string, unknown>;
  replicas: Record<string, number>;
  /** The names of all annotations of the StatefulSets. */
  annotations: string[];
  /** uid of each pod. */
  pods: Record<string, string>;
  claims: string[];
  secrets: string[];
  /** elasticsearch.yml. */
  config: string;
  configVersion: string;
}

/** Looks at the stack past logkeep's own ways. */
export async function look(kubesphere: KubeSphere): Promise<Look> {
  const { settings } = kubesphere.direct.kubernetes;
  const sets = await statefulSetsOf(kubesphere);
  const config = await getConfigMap(kubesphere.direct.kubernetes.api, namespace, settings.configMap.name);
  const of = <T>(read: (statefulSet: StatefulSet) => T) =>
    Object.fromEntries(sets.map((statefulSet) => [statefulSet.metadata.name, read(statefulSet)]));
  const names = (objects: Manifest[]) => objects.map(({ metadata }) => metadata.name).sort();
  return {
    statefulSets: uidsOf(sets),
    generations: of(({ metadata }) => metadata.generation ?? 0),
    templates: of(({ spec }) => spec.template),
    replicas: of(({ spec }) => spec.replicas ?? 1),
    annotations: sets.flatMap(({ metadata }) => Object.keys(metadata.annotations ?? {})),
    pods: uidsOf(await podsOf(kubesphere)),
    claims: names(await list(kubesphere, 'persistentvolumeclaims', 'PersistentVolumeClaim')),
    secrets: names(await list(kubesphere, 'secrets', 'Secret')),
    config: config?.data?.[settings.configMap.key] ?? '',
    configVersion: config?.metadata.resourceVersion ?? '',
  };
}

/** The same of the uids only: quick enough to be looked at again and again without keeping the cluster busy. */
export async function lookAtUids(kubesphere: KubeSphere): Promise<Pick<Look, 'statefulSets' | 'pods'>> {
  const [sets, pods] = await Promise.all([statefulSetsOf(kubesphere), podsOf(kubesphere)]);
  return { statefulSets: uidsOf(sets), pods: uidsOf(pods) };
}

function uidsOf(objects: Manifest[]): Record<string, string> {
  return Object.fromEntries(objects.map(({ metadata }) => [metadata.name, metadata.uid ?? '']));
}

/** The stack's pods by name; a CronJob's are none of it. */
export async function podsOf(kubesphere: KubeSphere): Promise<Pod[]> {
  const pods = await list<Pod>(kubesphere, 'pods', 'Pod');
  return pods.filter(({ metadata }) => !metadata.name.includes('curator'));
}

async function statefulSetsOf({ direct }: KubeSphere): Promise<StatefulSet[]> {
  const { api, settings } = direct.kubernetes;
  const names = [...settings.statefulSets.data, ...settings.statefulSets.master];
  const found = await Promise.all(names.map((name) => getStatefulSet(api, namespace, name)));
  return found.filter((one): one is StatefulSet => one !== null);
}

function list<T extends Manifest>({ direct }: KubeSphere, plural: string, kind: string): Promise<T[]> {
  const path = `/api/v1/namespaces/${namespace}/${plural}`;
  return direct.kubernetes.api.send({ method: 'GET', path }, manifestListSchema<T>('v1', kind));
}

/** elasticsearch.yml as KubeSphere ships it. */
export function originalConfig(): string {
  const manifests = kubeSphereManifests('2.1.1') as unknown as ConfigMap[];
  const configMap = manifests.find(({ data }) => data?.['elasticsearch.yml'] !== undefined);
  return configMap?.data?.['elasticsearch.yml'] ?? '';
}

export function registered({ direct }: KubeSphere): Promise<Repository | null> {
  return getRepository(direct.elasticsearch, direct.repository);
}

/** No allocation setting is left, of ours or of a drain hook. */
export async function allocationIsClean({ direct }: KubeSphere): Promise<boolean> {
  const { enable, excludeNames } = await readAllocation(direct.elasticsearch);
  return Object.keys({ ...enable, ...excludeNames }).length === 0;
}

/** How many of the written lines are in the index. */
export async function countLines({ direct }: KubeSphere, index: string): Promise<number> {
  await direct.elasticsearch.send({ method: 'POST', path: `/${index}/_refresh` }, z.unknown());
  const answer = z.object({ count: z.number() });
  return (await direct.elasticsearch.send({ method: 'GET', path: `/${index}/_count` }, answer)).count;
}
