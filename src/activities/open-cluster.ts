import type { NotificationKind } from '../planning/notification';
import type { Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { wantedNews } from './notices/choose-webhooks';
import { overdueAfter } from './notices/overdue-after';

/** What a workflow has to know of its cluster: names only, recorded once, so that a later edit of logkeep.yaml cannot change a run. */
export interface OpenedCluster {
  lease: string;
  timeZone: string;
  snapshotName: string;
  indexPattern: string;
  repository: string;
  searchAttributes: boolean;
  /** How long without a successful backup is too long, as `TimeSpan` reads it. */
  overdueAfter: string;
  /** What somebody wants to be told of this cluster; absent when nobody wants anything. */
  notifications?: NotificationKind[];
}

/** @throws InvalidInput when logkeep.yaml has no such cluster. */
export function openCluster(dependencies: Dependencies, { cluster }: { cluster: string }): Promise<OpenedCluster> {
  const opened = clusterNamed(cluster, dependencies);
  const { lease, timeZone, snapshotName, indexPattern, repository } = opened;
  const { searchAttributes, notices } = dependencies;
  const notifications = wantedNews(notices.webhooks, cluster);
  return Promise.resolve({
    lease,
    timeZone,
    snapshotName,
    indexPattern: indexPattern.text,
    repository,
    searchAttributes,
    overdueAfter: overdueAfter(opened).toString(),
    ...(notifications.length === 0 ? {} : { notifications }),
  });
}
