import { chownContainer, elasticsearchUser, isOwn, isSamePath, volumeName, withoutSlash } from './backup-volume';
import type { Additions } from './backup-volume';
import { checkContainers } from './backup-volume-check';
import type { Container, Manifest, PodSpec, StatefulSet, Volume, VolumeMount } from './manifest';
import { hasAdditions } from './template-presence';

export type { Additions } from './backup-volume';
export { additionsObjection, hasAdditions } from './template-presence';
export type { Presence } from './template-presence';

/** The part of a pod template that is logkeep's. */
interface OwnFields {
  containers: { name: string; volumeMounts: VolumeMount[] }[];
  initContainers: Container[];
  volumes: Volume[];
}

/** The object for server-side apply: it owns nothing but the additions, and nothing at all when they are adopted. */
export function applyFields(statefulSet: StatefulSet, additions: Additions): Manifest {
  const { apiVersion, kind, metadata } = statefulSet;
  const { name, namespace } = metadata;
  const spec = fieldsOf(statefulSet, additions);
  return {
    apiVersion,
    kind,
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    ...(spec === null ? {} : { spec: { template: { spec } } }),
  };
}

/** The strategic merge patch that makes a StatefulSet {@link withAdditions}; empty when there is nothing to do. */
export function strategicPatch(statefulSet: StatefulSet, additions: Additions): object {
  const wanted = withAdditions(statefulSet, additions);
  const fields = fieldsOf(statefulSet, additions);
  if (wanted === statefulSet || fields === null) return {};
  const { containers, initContainers = [] } = statefulSet.spec.template.spec;
  const withStaleMounts = (own: { name: string; volumeMounts?: VolumeMount[] }): object => {
    const is = [...containers, ...initContainers].find(({ name }) => name === own.name);
    const stale = ownMounts(is).filter(({ mountPath }) => !isSamePath(mountPath, additions.mountPath));
    return { ...own, volumeMounts: [...(own.volumeMounts ?? []), ...stale.map(mountRemoval)] };
  };
  const spec = {
    // Without an order, the server puts new init containers before the others.
    '$setElementOrder/initContainers': wanted.spec.template.spec.initContainers?.map(({ name }) => ({ name })),
    volumes: fields.volumes,
    initContainers: fields.initContainers.map(withStaleMounts),
    containers: fields.containers.map(withStaleMounts),
  };
  return { spec: { template: { spec } } };
}

/** The strategic merge patch that makes a StatefulSet {@link withoutAdditions}; empty when there is nothing to do. */
export function strategicRemoval(statefulSet: StatefulSet): object {
  const { containers, initContainers = [], volumes = [] } = statefulSet.spec.template.spec;
  const inits = initContainers.flatMap((init) => (isOwn(init) ? [removal(init)] : mountRemovals(init)));
  const spec = {
    ...unlessEmpty('volumes', volumes.filter(isOwn).map(removal)),
    ...unlessEmpty('initContainers', inits),
    ...unlessEmpty('containers', containers.flatMap(mountRemovals)),
  };
  return Object.keys(spec).length === 0 ? {} : { spec: { template: { spec } } };
}

/** The StatefulSet with the additions; the same object when it has them, or when they are adopted. */
export function withAdditions(statefulSet: StatefulSet, additions: Additions): StatefulSet {
  const fields = fieldsOf(statefulSet, additions);
  const presence = hasAdditions(statefulSet.spec.template, additions);
  if (fields === null || presence === 'complete') return statefulSet;
  const mounts = fields.containers.flatMap(({ volumeMounts }) => volumeMounts);
  return withPodSpec(statefulSet, (spec) => ({
    ...spec,
    containers: spec.containers.map((container) =>
      container.name === additions.container ? withMounts(container, mounts) : container,
    ),
    initContainers: [...others(spec.initContainers), ...fields.initContainers],
    volumes: [...others(spec.volumes), ...fields.volumes],
  }));
}

/** The StatefulSet without a trace of the additions. A list that becomes empty goes, as the server would have it. */
export function withoutAdditions(statefulSet: StatefulSet): StatefulSet {
  return withPodSpec(statefulSet, ({ initContainers, volumes, ...rest }) => ({
    ...rest,
    containers: rest.containers.map((container) => withMounts(container, [])),
    ...unlessEmpty(
      'initContainers',
      others(initContainers).map((init) => withMounts(init, [])),
    ),
    ...unlessEmpty('volumes', others(volumes)),
  }));
}

/** Null when the additions are adopted. A chown that is there stays: after it, the volume needs none, but a new one may. */
function fieldsOf({ spec }: StatefulSet, additions: Additions): OwnFields | null {
  const template = spec.template;
  if (hasAdditions(template, additions) === 'adopted') return null;
  const { container, claim } = additions;
  const user = additions.uid ?? elasticsearchUser(template.spec, container);
  const chown = additions.chown || (template.spec.initContainers ?? []).some(({ name }) => name === chownContainer);
  return {
    containers: [
      { name: container, volumeMounts: [{ name: volumeName, mountPath: withoutSlash(additions.mountPath) }] },
    ],
    initContainers: checkContainers({ ...additions, chown }, user),
    volumes: [{ name: volumeName, persistentVolumeClaim: { claimName: claim } }],
  };
}

function withPodSpec(statefulSet: StatefulSet, edit: (spec: PodSpec) => PodSpec): StatefulSet {
  const { spec } = statefulSet;
  const template = { ...spec.template, spec: edit(spec.template.spec) };
  return { ...statefulSet, spec: { ...spec, template } };
}

function others<T extends { name: string }>(list: readonly T[] = []): T[] {
  return list.filter((item) => !isOwn(item));
}

/** The container with these mounts of the backup volume and no other ones of it. */
function withMounts({ volumeMounts = [], ...rest }: Container, own: VolumeMount[]): Container {
  return { ...rest, ...unlessEmpty('volumeMounts', [...others(volumeMounts), ...own]) };
}

function ownMounts(container: Container | undefined): VolumeMount[] {
  return (container?.volumeMounts ?? []).filter(isOwn);
}

function mountRemovals(container: Container): object[] {
  const mounts = ownMounts(container);
  return mounts.length === 0 ? [] : [{ name: container.name, volumeMounts: mounts.map(mountRemoval) }];
}

/** Mounts are merged by path. */
function mountRemoval({ mountPath }: VolumeMount): object {
  return { mountPath, $patch: 'delete' };
}

function removal({ name }: { name: string }): object {
  return { name, $patch: 'delete' };
}

function unlessEmpty(field: string, list: object[]): object {
  return list.length === 0 ? {} : { [field]: list };
}
