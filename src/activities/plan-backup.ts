import { ElasticsearchError } from '../elasticsearch/errors';
import { readIndexFacts } from '../elasticsearch/index-facts';
import { listIndexTraits } from '../elasticsearch/index-traits';
import { listIndices } from '../elasticsearch/indices';
import type { LiveIndex } from '../elasticsearch/indices';
import { getRepository } from '../elasticsearch/repositories';
import { notAfterServer } from '../elasticsearch/server-time';
import { getSnapshot, listSnapshotNames } from '../elasticsearch/snapshots';
import type { Decision } from '../planning/decision';
import { planCleanup } from '../planning/cleanup-plan';
import { firstNames } from '../planning/listing';
import { isSealed } from '../planning/live-index';
import { groupByReason } from '../planning/reason-group';
import type { ReasonGroup } from '../planning/reason-group';
import { leftOut } from '../planning/restored-backup';
import { TimeZone } from '../planning/time-zone';
import type { Cluster, Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { Refused } from './failure';
import { findMarked, lookAtRestored } from './restored/read-restored';
import { withinActivity } from './within-activity';

export interface BackupPlan {
  /** The open indices of the cluster's pattern, by exact name: what the snapshot must contain. */
  indices: string[];
  /** Closed ones, which Elasticsearch 6 cannot snapshot. */
  closed: string[];
  /** Names that begin like the pattern but are no day of it. */
  undated: string[];
  /** Restored ones, which are in the backup that they came from; absent when there are none. */
  restored?: string[];
  /** How many indices of the cluster, whatever their names, were restored for a while; absent when there are none. */
  passing?: number;
  /** In the open ones. */
  documents: number;
  /** The first of the wanted names that nobody else has. */
  snapshot: string;
  /** False when the snapshot is there already and is this run's own. */
  nameIsFree: boolean;
  cleanup: PlannedCleanup;
}

/** Which live indices may go once the snapshot is proven to hold them. */
export interface PlannedCleanup {
  candidates: (Decision & { uuid: string })[];
  deleted: ReasonGroup[];
  kept: ReasonGroup[];
  /** More candidates than this wait for an approval. */
  unasked: number;
  /** How long an approval is waited for, in milliseconds. */
  approveWithin: number;
  /** How many others are still blocked for writing by a run that was terminated. */
  leftSealed: number;
  /** Why it cannot be told what may go. */
  problem?: string;
}

export interface PlanBackupInput {
  cluster: string;
  /** Names that would do, the best one first: two runs may have started in the same second. */
  names: string[];
  /** Workflow ID and run ID. */
  takenBy: string;
  /** The scheduled start of the run, ISO 8601. */
  at: string;
  /** Whether the groups of the cleanup tell every name. */
  inFull?: boolean;
}

/**
 * Looks at what a backup will have to contain, and whether it can start at all.
 * @throws Refused when the repository is not registered or no index matches.
 */
export async function planBackup(
  dependencies: Dependencies,
  { cluster, names, takenBy, at, inFull = false }: PlanBackupInput,
): Promise<BackupPlan> {
  const within = withinActivity(clusterNamed(cluster, dependencies));
  const { elasticsearch, indexPattern, repository } = within;
  if (within.repositorySettings.readonly) {
    throw new Refused(`Cluster ${cluster} cannot be backed up`, [
      `it is only a reader of ${repository} (repository.readonly in logkeep.yaml): another cluster writes to it`,
    ]);
  }
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
  const { restored, passing } = await findPassing(
    within,
    dependencies,
    open.map(({ name }) => name),
  );
  const fresh = open.filter(({ name }) => !restored.has(name));
  // A cluster with nothing else is backed up as it is: a copy too many is better than a night that fails.
  const chosen = fresh.length === 0 ? open : fresh;
  return {
    indices: chosen.map(({ name }) => name),
    ...(chosen.length === open.length ? {} : { restored: [...restored] }),
    ...(passing === 0 ? {} : { passing }),
    closed: daily.filter((index) => !index.open).map(({ name }) => name),
    undated: found.filter(({ name }) => indexPattern.dayOf(name) === null).map(({ name }) => name),
    documents: chosen.reduce((sum, { documents = 0 }) => sum + documents, 0),
    ...(await chooseName(within, names, takenBy)),
    cleanup: await planCleanupOf(within, daily, new Date(at), inFull),
  };
}

/** Those of the open indices that need no backup because they were restored, and how many restored ones will go again. */
async function findPassing(
  cluster: Cluster,
  dependencies: Dependencies,
  open: readonly string[],
): Promise<{ restored: ReadonlySet<string>; passing: number }> {
  try {
    const marked = await findMarked(cluster, dependencies);
    const passing = marked.filter(({ mark }) => !mark.expires.isNever);
    if (passing.length === 0) return { restored: new Set(), passing: 0 };
    const snapshots = await listSnapshotNames(cluster.elasticsearch, cluster.repository);
    const restored = leftOut(await lookAtRestored(cluster, passing), snapshots).map(({ name }) => name);
    return { restored: new Set(open.filter((name) => restored.includes(name))), passing: passing.length };
  } catch (error) {
    // What cannot be looked at for lack of rights is backed up once more.
    if (!(error instanceof ElasticsearchError) || error.retryable) throw error;
    return { restored: new Set(), passing: 0 };
  }
}

const noRules = 'logkeep.yaml sets neither indices.maxAge nor indices.filters';

/** Without rules nothing is asked of the server, which may not allow it. */
async function planCleanupOf(
  { elasticsearch, indexPattern: pattern, timeZone, cleanup }: Cluster,
  daily: readonly LiveIndex[],
  at: Date,
  inFull: boolean,
): Promise<PlannedCleanup> {
  const most = inFull ? Infinity : undefined;
  const nothing = { candidates: [], deleted: [], kept: [], unasked: 0, approveWithin: 0, leftSealed: 0 };
  if (cleanup === undefined)
    return {
      ...nothing,
      kept: groupByReason(
        daily.map(({ name }) => ({ name, reason: noRules })),
        most,
      ),
    };
  try {
    const now = await notAfterServer(elasticsearch, at);
    const traits = await listIndexTraits(elasticsearch, pattern.wildcard);
    const facts = cleanup.filters && (await readIndexFacts(elasticsearch, pattern.wildcard));
    const context = { pattern, zone: TimeZone.parse(timeZone), now, ...(facts && { facts }) };
    const { candidates, kept, unasked } = planCleanup(traits, cleanup, context);
    const isCandidate = new Set(candidates.map(({ name }) => name));
    return {
      candidates,
      deleted: groupByReason(candidates, most),
      kept: groupByReason(kept, most),
      unasked,
      approveWithin: cleanup.approveWithin.milliseconds,
      leftSealed: traits.filter((index) => isSealed(index) && !isCandidate.has(index.name)).length,
    };
  } catch (error) {
    // A snapshot needs none of this, and must not wait for rights that only a cleanup needs.
    if (!(error instanceof ElasticsearchError) || error.retryable) throw error;
    return { ...nothing, problem: error.message };
  }
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
