import { statfs } from 'node:fs/promises';
import { getRepository } from '../elasticsearch/repositories';
import { KubernetesError } from '../kubernetes/errors';
import { dfCommand, readDf, spaceOf } from '../planning/df-output';
import { spaceObjection } from '../planning/free-space';
import type { FreeSpace } from '../planning/free-space';
import type { Pod } from '../planning/manifest';
import { isReady } from '../planning/pod-trouble';
import type { Cluster, Dependencies, OnKubernetes } from './cluster';
import { clusterNamed } from './cluster';
import { inspectStatefulSets } from './setup/inspect-kubernetes';
import { withinActivity } from './within-activity';

export interface MeasuredVolume {
  space: FreeSpace;
  /** Why no backup should begin, a sentence; null when one may. */
  objection: string | null;
}

/** How much room the volume of a cluster's repository has, and whether that is enough to begin a backup. */
export async function measureFreeSpace(
  dependencies: Dependencies,
  input: { cluster: string },
): Promise<MeasuredVolume> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const space = await readFreeSpace(cluster);
  return { space, objection: spaceObjection(space, cluster.freeSpace.floor) };
}

/** Reads it where logkeep.yaml says that the volume is on the worker's machine, else from a pod that mounts it. */
export async function readFreeSpace(cluster: Cluster): Promise<FreeSpace> {
  const { freeSpace, kubernetes, repositorySettings } = cluster;
  if (freeSpace.path !== undefined) return ofFolder(freeSpace.path);
  if (repositorySettings.type !== 'fs')
    return unknown(`a repository of type ${repositorySettings.type} has no volume that could be full`);
  if (kubernetes === undefined)
    return unknown('logkeep.yaml names no way to it (repository.freeSpacePath, or a kubernetes section)');
  try {
    return await fromPod(cluster, kubernetes);
  } catch (error) {
    if (error instanceof KubernetesError && !error.retryable) return fault(error.message);
    throw error;
  }
}

async function ofFolder(path: string): Promise<FreeSpace> {
  try {
    const { bavail, blocks, bsize } = await statfs(path);
    return spaceOf(bavail * bsize, blocks * bsize);
  } catch (error) {
    return fault(`repository.freeSpacePath, ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Asks where the registered repository really lies: somebody may have put it elsewhere than setup would. */
async function fromPod(cluster: Cluster, onKubernetes: OnKubernetes): Promise<FreeSpace> {
  const { mountPath } = cluster.repositorySettings;
  const location = (await getRepository(cluster.elasticsearch, cluster.repository))?.settings['location'];
  if (location === undefined) return unknown(`repository ${cluster.repository} is not registered`);
  const path = location.startsWith('/') ? location : `${mountPath}/${location}`;
  const { api, settings } = onKubernetes;
  const { namespace, container } = settings;
  const statefulSets = await inspectStatefulSets(cluster, onKubernetes, 'patch');
  const pod = statefulSets.flatMap(({ pods }) => pods).find((each) => isReady(each) && mounts(each, container, path));
  if (pod === undefined) return fault(`no pod that is ready mounts ${path}`);
  const { stdout, stderr } = await api.exec({ namespace, pod: pod.metadata.name, container }, dfCommand(path));
  return readDf(stdout) ?? fault(`df in ${pod.metadata.name} says nothing of ${path} (${stderr.trim().slice(0, 200)})`);
}

/** Without the mount, a folder of that name is in the container itself. */
function mounts({ spec }: Pod, container: string, path: string): boolean {
  const { volumeMounts = [] } = spec.containers.find(({ name }) => name === container) ?? {};
  return volumeMounts.some(({ mountPath }) => `${path}/`.startsWith(`${mountPath.replace(/\/+$/, '')}/`));
}

/** Nobody has made a way to it, or there is none. */
function unknown(why: string): FreeSpace {
  return { unreadable: why, isFault: false };
}

function fault(why: string): FreeSpace {
  return { unreadable: why, isFault: true };
}
