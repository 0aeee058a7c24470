import type { Dependencies } from './cluster';
import { clusterNamed } from './cluster';

/** What a workflow has to know of its cluster: names only, recorded once, so that a later edit of logkeep.yaml cannot change a run. */
export interface OpenedCluster {
  lease: string;
  timeZone: string;
  snapshotName: string;
  indexPattern: string;
  repository: string;
  searchAttributes: boolean;
}

/** @throws InvalidInput when logkeep.yaml has no such cluster. */
export function openCluster(dependencies: Dependencies, { cluster }: { cluster: string }): Promise<OpenedCluster> {
  const { lease, timeZone, snapshotName, indexPattern, repository } = clusterNamed(cluster, dependencies);
  const { searchAttributes } = dependencies;
  return Promise.resolve({
    lease,
    timeZone,
    snapshotName,
    indexPattern: indexPattern.text,
    repository,
    searchAttributes,
  });
}
