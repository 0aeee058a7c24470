import type { Cluster } from '../activities/cluster';
import { connectionOf } from '../config/connection';
import type { ClusterSettings } from '../config/settings';
import { connect } from '../elasticsearch/client';
import { connectKubernetes } from '../kubernetes/connect';
import { SpaceFloor } from '../planning/free-space';
import { IndexPattern } from '../planning/index-pattern';
import { StartupError } from './startup-error';

/**
 * Opens a client for each cluster. Nothing is sent yet: a cluster that is away must not keep the worker from starting.
 * @throws StartupError when a secret or a certificate file cannot be read.
 */
export function connectClusters(settings: readonly ClusterSettings[]): Map<string, Cluster> {
  return new Map(settings.map((cluster) => [cluster.name, open(cluster, leaseOf(cluster, settings))]));
}

/** Two clusters of the file may be two kinds of logs on one server, where only one operation may be under way. */
function leaseOf({ urls }: ClusterSettings, all: readonly ClusterSettings[]): string {
  const sharing = all.filter((other) => other.urls.some((url) => urls.includes(url)));
  return sharing.map(({ name }) => name).sort()[0] ?? '';
}

function open(settings: ClusterSettings, lease: string): Cluster {
  const { name, indexPattern, kubernetes } = settings;
  const { timeZone, snapshotName, repository, repositorySettings, freeSpace } = settings;
  const { allowPartial, retention, cleanup, schedule, drill } = settings;
  try {
    const elasticsearch = connect(connectionOf(settings));
    return {
      name,
      lease,
      elasticsearch,
      indexPattern: new IndexPattern(indexPattern),
      timeZone,
      snapshotName,
      repository,
      repositorySettings,
      ...(allowPartial === undefined ? {} : { allowPartial }),
      ...(retention === undefined ? {} : { retention }),
      ...(cleanup === undefined ? {} : { cleanup }),
      freeSpace: { ...freeSpace, floor: SpaceFloor.parse(freeSpace.floor) },
      ...(schedule === undefined ? {} : { overdueAfter: schedule.overdueAfter }),
      ...(drill === undefined ? {} : { drillOverdueAfter: drill.overdueAfter }),
      ...(kubernetes === undefined ? {} : { kubernetes: { api: connectKubernetes(kubernetes), settings: kubernetes } }),
    };
  } catch (error) {
    throw new StartupError(
      `Cluster ${name} cannot be used: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}
