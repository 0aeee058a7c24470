import { listIndices } from '../elasticsearch/indices';
import { getRepository } from '../elasticsearch/repositories';
import { getSnapshot } from '../elasticsearch/snapshots';
import { firstNames } from '../planning/listing';
import type { Cluster, Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { Refused } from './failure';
import { withinActivity } from './within-activity';

export interface BackupPlan {
  /** The open indices of the cluster's pattern, by exact name: what the snapshot must contain. */
  indices: string[];
  /** Closed ones, which Elasticsearch 6 cannot snapshot. */
  closed: string[];
  /** Names that begin like the pattern but are no day of it. */
  undated: string[];
  /** In the open ones. */
  documents: number;
  /** The first of the wanted names that nobody else has. */
  snapshot: string;
  /** False when the snapshot is there already and is this run's own. */
  nameIsFree: boolean;
}

export interface PlanBackupInput {
  cluster: string;
  /** Names that would do, the best one first: two runs may have started in the same second. */
  names: string[];
  /** Workflow ID and run ID. */
  takenBy: string;
}

/**
 * Looks at what a backup will have to contain, and whether it can start at all.
 * @throws Refused when the repository is not registered or no index matches.
 */
export async function planBackup(
  dependencies: Dependencies,
  { cluster, names, takenBy }: PlanBackupInput,
): Promise<BackupPlan> {
  const within = withinActivity(clusterNamed(cluster, dependencies));
  const { elasticsearch, indexPattern, repository } = within;
  if ((await getRepository(elasticsearch, repository)) === null) {
    throw new Refused(`Cluster ${cluster} cannot be backed up`, [
      `the snapshot repository ${repository} is not registered; run setup, or correct repository.name`,
    ]);
  }
  const found = await listIndices(elasticsearch, indexPattern.wildcard);
  const daily = found.filter(({ name }) => indexPattern.dayOf(name) !== null);
  const open = daily.filter((index) => index.open);
  if (open.length === 0) {
    throw new Refused(`Cluster ${cluster} cannot be backed up`, [
      `no open index matches ${indexPattern.text}; correct indices.pattern`,
    ]);
  }
  return {
    indices: open.map(({ name }) => name),
    closed: daily.filter((index) => !index.open).map(({ name }) => name),
    undated: found.filter(({ name }) => indexPattern.dayOf(name) === null).map(({ name }) => name),
    documents: open.reduce((sum, { documents = 0 }) => sum + documents, 0),
    ...(await chooseName(within, names, takenBy)),
  };
}

async function chooseName(
  { elasticsearch, repository }: Cluster,
  names: readonly string[],
  takenBy: string,
): Promise<Pick<BackupPlan, 'snapshot' | 'nameIsFree'>> {
  for (const snapshot of names) {
    const existing = await getSnapshot(elasticsearch, repository, snapshot);
    if (existing === null) return { snapshot, nameIsFree: true };
    if (existing.takenBy === takenBy) return { snapshot, nameIsFree: false };
  }
  throw new Refused('The snapshot cannot be taken', [`the names ${firstNames(names, 3)} are all taken; run again`]);
}
