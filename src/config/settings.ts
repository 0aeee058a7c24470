import { resolve } from 'node:path';
import type { z } from 'zod';
import type { CleanupRules } from '../planning/cleanup-rules';
import type { DrillSettings } from '../planning/drill/drill-settings';
import type { KubernetesSettings } from '../planning/kubernetes-settings';
import type { RepositorySettings } from '../planning/repository-definition';
import type { RetentionRules } from '../planning/retention-rules';
import type { ScheduleSettings } from '../planning/schedule-settings';
import { resolveCleanup } from './cleanup-section';
import { resolveDrill } from './drill-section';
import { resolveKubernetes } from './kubernetes-section';
import { presets } from './presets';
import { resolveFreeSpace, resolveRepository } from './repository-section';
import type { FreeSpaceSettings } from './repository-section';
import { resolveRetention } from './retention-section';
import { resolveSchedule } from './schedule-section';
import type { clusterSchema } from './schema';
import { secretFrom } from './secret';
import type { SecretReference } from './secret';

type Written = NonNullable<z.output<typeof clusterSchema>['elasticsearch']>;

/** One cluster with everything decided. Its secrets are still references. */
export interface ClusterSettings {
  name: string;
  urls: string[];
  auth?: { username: string; password: SecretReference } | { apiKey: SecretReference } | { bearer: SecretReference };
  tls?: { caFile?: string; fingerprint?: string };
  timeZone: string;
  /** Absent: backups are started by hand only. */
  schedule?: ScheduleSettings;
  /** Absent: drills are started by hand only. */
  drill?: DrillSettings;
  indexPattern: string;
  /** The name of the repository. */
  repository: string;
  repositorySettings: RepositorySettings;
  freeSpace: FreeSpaceSettings;
  /** Absent: logkeep never touches Kubernetes for this cluster. */
  kubernetes?: KubernetesSettings;
  snapshotName: string;
  /** Whether a snapshot in which shards failed counts as a backup of the others; absent: no. */
  allowPartial?: boolean;
  /** Absent: no snapshot is ever deleted. */
  retention?: RetentionRules;
  /** Absent: no live index is ever deleted. */
  cleanup?: CleanupRules;
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
  const retention = resolveRetention(cluster.snapshots);
  const cleanup = resolveCleanup(cluster.indices);
  if (
    url === undefined ||
    indexPattern === undefined ||
    repository === undefined ||
    Array.isArray(repositorySettings) ||
    Array.isArray(kubernetes) ||
    Array.isArray(retention) ||
    Array.isArray(cleanup)
  ) {
    return [
      ...(url === undefined ? ['elasticsearch.url is missing: the address of the cluster'] : []),
      ...(indexPattern === undefined
        ? ['indices.pattern is missing: how daily indices are named, for example logs-%Y.%m.%d']
        : []),
      ...(repository === undefined ? ['repository.name is missing: the snapshot repository'] : []),
      ...(Array.isArray(repositorySettings) ? repositorySettings : []),
      ...[kubernetes, retention, cleanup].flatMap((section) => (Array.isArray(section) ? section : [])),
    ];
  }
  const auth = authOf(cluster.elasticsearch, folder);
  const timeZone = cluster.timezone ?? preset?.timezone ?? 'UTC';
  return {
    name,
    urls: [url].flat(),
    ...(auth === undefined ? {} : { auth }),
    ...(cluster.elasticsearch?.tls === undefined ? {} : { tls: tlsOf(cluster.elasticsearch.tls, folder) }),
    timeZone,
    ...(cluster.schedule === undefined ? {} : { schedule: resolveSchedule(cluster.schedule, timeZone, new Date()) }),
    ...(cluster.drill === undefined ? {} : { drill: resolveDrill(cluster.drill, timeZone, new Date()) }),
    indexPattern,
    repository,
    repositorySettings,
    freeSpace: resolveFreeSpace(cluster.repository ?? {}, folder),
    ...(kubernetes === undefined ? {} : { kubernetes }),
    snapshotName: cluster.snapshots?.name ?? defaultSnapshotName,
    ...(cluster.snapshots?.allowPartial === undefined ? {} : { allowPartial: cluster.snapshots.allowPartial }),
    ...(retention === undefined ? {} : { retention }),
    ...(cleanup === undefined ? {} : { cleanup }),
  };
}

function authOf(elasticsearch: Written | undefined, folder: string): ClusterSettings['auth'] {
  const { username, password, apiKey, bearer } = elasticsearch ?? {};
  if (apiKey !== undefined) return { apiKey: secretFrom(folder, apiKey) };
  if (bearer !== undefined) return { bearer: secretFrom(folder, bearer) };
  if (username === undefined || password === undefined) return undefined;
  return { username, password: secretFrom(folder, password) };
}

function tlsOf({ caFile, fingerprint }: NonNullable<Written['tls']>, folder: string) {
  return {
    ...(caFile === undefined ? {} : { caFile: resolve(folder, caFile) }),
    ...(fingerprint === undefined ? {} : { fingerprint }),
  };
}
