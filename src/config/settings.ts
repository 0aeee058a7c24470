import { resolve } from 'node:path';
import type { z } from 'zod';
import type { KubernetesSettings } from '../planning/kubernetes-settings';
import type { RepositorySettings } from '../planning/repository-definition';
import type { IndexFilter } from '../planning/selection/index-filters';
import type { SnapshotFilter } from '../planning/selection/snapshot-filters';
import { resolveKubernetes } from './kubernetes-section';
import { presets } from './presets';
import { resolveRepository } from './repository-section';
import type { clusterSchema } from './schema';
import type { SecretReference } from './secret';

type Written = NonNullable<z.output<typeof clusterSchema>['elasticsearch']>;

/** One cluster with everything decided. Its secrets are still references. */
export interface ClusterSettings {
  name: string;
  urls: string[];
  auth?: { username: string; password: SecretReference } | { apiKey: SecretReference } | { bearer: SecretReference };
  tls?: { caFile?: string; fingerprint?: string };
  timeZone: string;
  indexPattern: string;
  /** The name of the repository. */
  repository: string;
  repositorySettings: RepositorySettings;
  /** Absent: logkeep never touches Kubernetes for this cluster. */
  kubernetes?: KubernetesSettings;
  snapshotName: string;
  /** Which live indices cleanup may take; defaults filled in. */
  cleanupFilters?: IndexFilter[];
  /** Which snapshots retention may take. */
  retentionFilters?: SnapshotFilter[];
}

const defaultSnapshotName = 'snapshot-%Y%m%d%H%M%S';

/**
 * Fills in the preset and the defaults; returns the problems instead when something needed is nowhere.
 * @param folder where logkeep.yaml lies: what relative paths in it mean must not depend on who starts logkeep where.
 */
export function resolveCluster(
  name: string,
  cluster: z.output<typeof clusterSchema>,
  folder: string,
): ClusterSettings | string[] {
  const preset = cluster.preset === undefined ? undefined : presets[cluster.preset];
  const url = cluster.elasticsearch?.url ?? preset?.url;
  const indexPattern = cluster.indices?.pattern ?? preset?.indexPattern;
  const repository = cluster.repository?.name ?? preset?.repository;
  const kubernetes = cluster.kubernetes && resolveKubernetes(cluster.kubernetes, preset?.kubernetes, folder);
  const repositorySettings = resolveRepository(cluster.repository ?? {}, repository ?? '');
  const isProblem = Array.isArray(kubernetes) || Array.isArray(repositorySettings);
  if (url === undefined || indexPattern === undefined || repository === undefined || isProblem) {
    return [
      ...(url === undefined ? ['elasticsearch.url is missing: the address of the cluster'] : []),
      ...(indexPattern === undefined
        ? ['indices.pattern is missing: how daily indices are named, for example logs-%Y.%m.%d']
        : []),
      ...(repository === undefined ? ['repository.name is missing: the snapshot repository'] : []),
      ...(Array.isArray(repositorySettings) ? repositorySettings : []),
      ...(Array.isArray(kubernetes) ? kubernetes : []),
    ];
  }
  const auth = authOf(cluster.elasticsearch, folder);
  return {
    name,
    urls: [url].flat(),
    ...(auth === undefined ? {} : { auth }),
    ...(cluster.elasticsearch?.tls === undefined ? {} : { tls: tlsOf(cluster.elasticsearch.tls, folder) }),
    timeZone: cluster.timezone ?? preset?.timezone ?? 'UTC',
    indexPattern,
    repository,
    repositorySettings,
    ...(kubernetes === undefined ? {} : { kubernetes }),
    snapshotName: cluster.snapshots?.name ?? defaultSnapshotName,
    ...(cluster.indices?.filters === undefined ? {} : { cleanupFilters: cluster.indices.filters }),
    ...(cluster.snapshots?.filters === undefined ? {} : { retentionFilters: cluster.snapshots.filters }),
  };
}

function authOf(elasticsearch: Written | undefined, folder: string): ClusterSettings['auth'] {
  const { username, password, apiKey, bearer } = elasticsearch ?? {};
  if (apiKey !== undefined) return { apiKey: fromFolder(apiKey, folder) };
  if (bearer !== undefined) return { bearer: fromFolder(bearer, folder) };
  if (username === undefined || password === undefined) return undefined;
  return { username, password: fromFolder(password, folder) };
}

function fromFolder(reference: SecretReference, folder: string): SecretReference {
  return 'file' in reference ? { file: resolve(folder, reference.file) } : reference;
}

function tlsOf({ caFile, fingerprint }: NonNullable<Written['tls']>, folder: string) {
  return {
    ...(caFile === undefined ? {} : { caFile: resolve(folder, caFile) }),
    ...(fingerprint === undefined ? {} : { fingerprint }),
  };
}
