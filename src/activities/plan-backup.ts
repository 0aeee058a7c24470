import { listIndices } from '../elasticsearch/indices';
import { getRepository } from '../elasticsearch/repositories';
import { getSnapshot } from '../elasticsearch/snapshots';
import type { Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { Refused } from './failure';
import { withinActivity } from './within-activity';

export interface BackupPlan {
  /** The open indices of the cluster's pattern, by exact name: what the snapshot must contain. */
  indices: string[];
  /** Closed indices, which Elasticsearch 6 cannot snapshot. */
  closed: string[];
  /** Documents in them, for the result. */
  documents: number;
  nameIsFree: boolean;
}

/**
 * Looks at what a backup will have to contain, and whether it can start at all.
 * @throws Refused when the repository is not registered or no index matches.
 */
export async function planBackup(dependencies: Dependencies, { cluster, snapshot }: { cluster: string; snapshot: string }): Promise<BackupPlan> {
  const { elasticsearch, indexPattern, repository } = withinActivity(clusterNamed(cluster, dependencies));
  if ((await getRepository(elasticsearch, repository)) === null) {
    throw new Refused(`Cluster ${cluster} cannot be backed up`, [`the snapshot repository ${repository} is not registered; run setup, or correct repository.name`]);
  }
  const matching = await listIndices(elasticsearch, indexPattern.wildcard);
  const open = matching.filter((index) => index.open);
  if (open.length === 0) {
    throw new Refused(`Cluster ${cluster} cannot be backed up`, [`no open index matches ${indexPattern.wildcard}; correct indices.pattern`]);
  }
  return {
    indices: open.map(({ name }) => name),
    closed: matching.filter((index) => !index.open).map(({ name }) => name),
    documents: open.reduce((sum, { documents = 0 }) => sum + documents, 0),
    nameIsFree: (await getSnapshot(elasticsearch, repository, snapshot)) === null,
  };
}
