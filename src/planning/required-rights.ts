import type { KubernetesSettings } from './kubernetes-settings';

/** One thing that logkeep's account has to be allowed in the namespace, or in the whole cluster. */
export interface AccessRight {
  verb: string;
  /** The API group; empty for the core group. */
  group: string;
  resource: string;
  subresource?: string;
  /** The one object that it is about; without one, all of them. */
  name?: string;
  /** Whether the object lies outside of namespaces. */
  isClusterScoped?: boolean;
}

/** How setup changes a StatefulSet: in place, or by deleting and creating it anew around its running pods. */
export type ChangeMode = 'patch' | 'recreate';

/** What setup needs to be allowed; `deploy/rbac` grants just this. */
export function requiredRights(settings: KubernetesSettings, mode: ChangeMode): AccessRight[] {
  const sets = [...settings.statefulSets.data, ...settings.statefulSets.master];
  const { claim, configMap } = settings;
  return [
    ...sets.flatMap((name) => rights('apps', 'statefulsets', ['get', 'patch'], name)),
    ...(mode === 'recreate' ? recreateRights(sets) : []),
    ...rights('', 'pods', ['get', 'list', 'create', 'delete']),
    ...rights('', 'configmaps', ['get', 'patch'], configMap.name),
    ...rights('', 'secrets', ['create']),
    ...rights('', 'persistentvolumeclaims', ['get'], claim.name),
    ...rights('', 'persistentvolumeclaims', ['create']),
    ...rights('', 'events', ['list']),
    ...(claim.retainVolume ? volumeRights : []),
  ];
}

/** What a handover of a single master and the end of a drain hook need besides; without them setup takes the slower way. */
export function execRights(): AccessRight[] {
  return ['get', 'create'].map((verb) => ({ verb, group: '', resource: 'pods', subresource: 'exec' }));
}

/** What finding Curator's CronJobs needs; without it setup says that it cannot tell what they delete. */
export const curatorSearchRight: AccessRight = { verb: 'list', group: 'batch', resource: 'cronjobs' };

/** What suspending and resuming these CronJobs needs besides. */
export function suspensionRights(cronJobs: readonly string[]): AccessRight[] {
  return cronJobs.flatMap((name) => rights('batch', 'cronjobs', ['patch'], name));
}

/** The name of the state that a re-creation leaves in the cluster while it is under way. */
export function recreationSecret(statefulSet: string): string {
  return `logkeep-recreate-${statefulSet}`;
}

function recreateRights(sets: readonly string[]): AccessRight[] {
  return [
    ...sets.flatMap((name) => rights('apps', 'statefulsets', ['delete'], name)),
    ...rights('apps', 'statefulsets', ['create']),
    ...sets.flatMap((name) => rights('', 'secrets', ['get', 'delete'], recreationSecret(name))),
  ];
}

const volumeRights: AccessRight[] = ['get', 'patch'].map((verb) => ({
  ...{ verb, group: '', resource: 'persistentvolumes', isClusterScoped: true },
}));

function rights(group: string, resource: string, verbs: readonly string[], name?: string): AccessRight[] {
  return verbs.map((verb) => ({ verb, group, resource, ...(name === undefined ? {} : { name }) }));
}

/** A right in the words of `kubectl auth can-i`. */
export function describeRight({ verb, group, resource, subresource, name }: AccessRight): string {
  const what = `${resource}${group === '' ? '' : `.${group}`}${subresource === undefined ? '' : `/${subresource}`}`;
  return `${verb} ${what}${name === undefined ? '' : ` ${name}`}`;
}
