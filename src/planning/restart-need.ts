import type { ClusterNode } from './cluster-node';
import type { Container, Pod, PodSpec, StatefulSet } from './manifest';

/** What a pod ought to run with. */
export interface WantedPod {
  statefulSet: StatefulSet;
  /** The container of Elasticsearch. */
  container: string;
  claim: string;
  mountPath: string;
  /** path.repo as the ConfigMap has it now. */
  pathRepo: readonly string[];
}

/** Our own init containers begin with this; nobody else's do. */
const ownPrefix = 'logkeep-';

/**
 * Why a pod has to be restarted to run what its StatefulSet and ConfigMap say about the backup volume, or null when it
 * already does. Other differences are left alone: what somebody else changed under OnDelete is theirs to roll out.
 * @param node the pod's Elasticsearch node; undefined when it is not in the cluster.
 */
export function restartNeed(
  pod: Pod,
  node: Pick<ClusterNode, 'pathRepo'> | undefined,
  wanted: WantedPod,
): string | null {
  const template = wanted.statefulSet.spec.template.spec;
  const should = mountsOf(template, wanted);
  const does = mountsOf(pod.spec, wanted);
  if (should.some((path) => !does.includes(path))) return 'it runs without the backup volume';
  if (does.some((path) => !should.includes(path))) return 'it still has the backup volume';
  const started = ownInitContainers(pod.spec);
  if (ownInitContainers(template).some((wants) => !started.includes(wants)))
    return 'it was started with another volume check';
  if (node === undefined) return null;
  const isConfigured = contains(wanted.pathRepo, wanted.mountPath);
  if (isConfigured && !contains(node.pathRepo, wanted.mountPath))
    return `its Elasticsearch runs without path.repo ${wanted.mountPath}`;
  if (!isConfigured && contains(node.pathRepo, wanted.mountPath))
    return `its Elasticsearch still has path.repo ${wanted.mountPath}`;
  return null;
}

/** The node that runs in a pod: named after it, as `node.name: ${HOSTNAME}` does, or else at its address. */
export function nodeOf<N extends { name: string; ip: string }>(pod: Pod, nodes: readonly N[]): N | undefined {
  const named = nodes.find(({ name }) => name === pod.metadata.name);
  const address = pod.status?.podIP;
  return named ?? (address === undefined ? undefined : nodes.find(({ ip }) => ip === address));
}

/** Whether a list of directories holds this one; a slash at the end means nothing. */
export function contains(directories: readonly string[], wanted: string): boolean {
  return directories.some((directory) => trimmed(directory) === trimmed(wanted));
}

function trimmed(directory: string): string {
  return directory.length > 1 ? directory.replace(/\/+$/, '') : directory;
}

function mountsOf(spec: PodSpec, { claim, container }: WantedPod): string[] {
  const volumes = (spec.volumes ?? []).filter((volume) => volume.persistentVolumeClaim?.claimName === claim);
  const names = volumes.map(({ name }) => name);
  const main = spec.containers.find(({ name }) => name === container);
  return (main?.volumeMounts ?? []).filter(({ name }) => names.includes(name)).map(({ mountPath }) => mountPath);
}

/**
 * What logkeep's init containers do. Admission adds mounts and defaults to them and may take the image from a mirror, so
 * only their commands are compared. One too many has done its work when its pod started: that is no reason to restart.
 */
function ownInitContainers({ initContainers = [] }: PodSpec): string[] {
  const own = initContainers.filter(({ name }) => name.startsWith(ownPrefix));
  return own.map(({ name, command }: Container) => JSON.stringify([name, command]));
}
