import { getClusterUuid } from '../elasticsearch/cluster-identity';
import { ElasticsearchError } from '../elasticsearch/errors';
import { readLedgerCounts } from '../elasticsearch/ledger-index';
import { operationsUnderWay } from '../elasticsearch/operations';
import { notAfterServer } from '../elasticsearch/server-time';
import { listSnapshots } from '../elasticsearch/snapshots';
import { ledgerIndexOf } from '../planning/ledger';
import { groupByReason } from '../planning/reason-group';
import type { ReasonGroup } from '../planning/reason-group';
import { planRetention as decide } from '../planning/retention-plan';
import type { Snapshot } from '../planning/snapshot';
import { SnapshotNaming } from '../planning/snapshot-name';
import { TimeZone } from '../planning/time-zone';
import type { Cluster, Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { withinActivity } from './within-activity';

export interface PlanRetentionInput {
  cluster: string;
  /** The scheduled start of the run, ISO 8601: ages are counted up to then. */
  at: string;
  /** The snapshot of the run that asks. */
  current?: string;
  /** A snapshot that is not taken yet, for a dry run: its name and indices. */
  upcoming?: { name: string; indices: string[] };
  /** Whether the groups tell every name. */
  inFull?: boolean;
}

export interface PlannedRetention {
  /** The names of the snapshots that may go, the newest first. */
  expired: string[];
  deleted: ReasonGroup[];
  kept: ReasonGroup[];
  /** How many of the cluster's own stay. */
  remaining: number;
}

/** Decides which snapshots may go, from the repository's own list. Changes nothing. */
export async function planRetention(
  dependencies: Dependencies,
  { cluster: name, at, current, upcoming, inFull = false }: PlanRetentionInput,
): Promise<PlannedRetention> {
  const cluster = withinActivity(clusterNamed(name, dependencies));
  const { elasticsearch, repository, retention, allowPartial = false } = cluster;
  const zone = TimeZone.parse(cluster.timeZone);
  const naming = new SnapshotNaming(cluster.snapshotName, zone);
  const [listed, operations, clusterUuid] = await Promise.all([
    listSnapshots(elasticsearch, repository),
    operationsUnderWay(elasticsearch),
    getClusterUuid(elasticsearch),
  ]);
  const snapshots = upcoming === undefined ? listed : [...listed, takenAt(upcoming, at)];
  const counts = retention?.maxAge === undefined ? undefined : await countsOf(cluster, snapshots);
  const { expired, kept } = decide(snapshots, retention, {
    ...{ naming, zone, clusterUuid, allowPartial, pattern: cluster.indexPattern, ledger: ledgerIndexOf(name) },
    ...(current === undefined ? {} : { current }),
    now: await notAfterServer(elasticsearch, new Date(at)),
    restoring: operations.flatMap(({ kind, snapshot }) =>
      kind === 'restore' && snapshot !== undefined ? [snapshot] : [],
    ),
    documents: (snapshot, index) => counts?.get(snapshot)?.[index],
  });
  const most = inFull ? Infinity : undefined;
  return {
    expired: expired.map((decision) => decision.name),
    deleted: groupByReason(expired, most),
    kept: groupByReason(kept, most),
    remaining: kept.filter((decision) => naming.momentOf(decision.name) !== null).length,
  };
}

function takenAt({ name, indices }: { name: string; indices: string[] }, at: string): Snapshot {
  const shards = { total: 0, successful: 0, failed: 0 };
  return { name, indices, state: 'SUCCESS', startedAt: new Date(at).getTime(), shards, failures: [] };
}

/**
 * A ledger that may not be read knows nothing: then the newest copy of each day counts, as without one. One that cannot
 * be read just now is tried again: without it the fullest copy of a day could go.
 */
async function countsOf(
  { elasticsearch, name }: Cluster,
  snapshots: readonly Snapshot[],
): Promise<Map<string, Record<string, number>> | undefined> {
  const names = snapshots.map((snapshot) => snapshot.name);
  try {
    return await readLedgerCounts(elasticsearch, ledgerIndexOf(name), names);
  } catch (error) {
    if (!(error instanceof ElasticsearchError) || error.retryable) throw error;
    return undefined;
  }
}
