import { ElasticsearchError } from '../../elasticsearch/errors';
import { listIndices } from '../../elasticsearch/indices';
import { outlineSnapshots } from '../../elasticsearch/snapshot-outline';
import type { SnapshotOutline } from '../../elasticsearch/snapshot-outline';
import type { Day } from '../../planning/day';
import { daysWithoutBackup } from '../../planning/days-without-backup';
import { countProven } from '../../planning/drill/proven-days';
import { insteadOf } from '../../planning/instead-of';
import { firstNames } from '../../planning/listing';
import { namedSnapshots } from '../../planning/named-snapshots';
import type { SavedBackup } from '../../planning/notification';
import { TimeZone } from '../../planning/time-zone';
import type { Cluster, Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { daysIn } from '../drill/saved-days';
import { withinActivity } from '../within-activity';
import { backupRuns } from './backup-runs';
import { newestBackup } from './newest-backup';
import { overdueAfter } from './overdue-after';

export interface InspectedBackups {
  /** The newest success of the cluster's naming pattern; absent when there is none. */
  newest?: SavedBackup;
  /** The successes of that pattern. */
  snapshots: number;
  /** Days of live indices that no successful snapshot holds, and the first of them; today does not count. */
  daysWithoutBackup: { days: number; first: string };
}

/** Reads from the repository how well a cluster is backed up, and shows it in the metrics of this worker. */
export async function inspectBackups(
  dependencies: Dependencies,
  input: { cluster: string },
): Promise<InspectedBackups> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const { elasticsearch, repository, indexPattern, timeZone } = cluster;
  const [outlines, live, runs] = await Promise.all([
    outlineSnapshots(elasticsearch, repository),
    listIndices(elasticsearch, indexPattern.wildcard),
    backupRuns(cluster.name, dependencies),
  ]);
  const whole = outlines.filter(({ state }) => state === 'SUCCESS');
  // Whoever made them: a day in somebody else's snapshot is not lost either.
  const saved = new Set(whole.flatMap(({ indices }) => indices));
  const names = namedSnapshots(
    whole.map(({ name }) => name),
    cluster.snapshotName,
  );
  const newest = await newestBackup(cluster, names);
  const now = Date.now();
  const zone = TimeZone.parse(timeZone);
  const open = daysWithoutBackup(
    live.map(({ name }) => name),
    saved,
    indexPattern,
    zone.dayAt(new Date(now)),
  );
  const snapshots = names.length;
  dependencies.notices.metrics.look(cluster.name, {
    at: now,
    ...(newest && { newest }),
    snapshots,
    daysWithoutBackup: open.length,
    oldestDayAge: { seconds: ageOf(open[0], zone, now) },
    overdueAfter: overdueAfter(cluster),
    ...(runs && { runs }),
  });
  await showProofs(cluster, outlines, dependencies);
  return {
    ...(newest && { newest: { snapshot: newest.snapshot, endedAt: newest.endedAt } }),
    snapshots,
    daysWithoutBackup: { days: open.length, first: firstNames(open.map(String)) },
  };
}

/** What drills have found, for the metrics alone: a ledger that cannot be read is no reason to know nothing of backups. */
async function showProofs(
  cluster: Cluster,
  outlines: readonly SnapshotOutline[],
  { notices: { metrics } }: Dependencies,
): Promise<void> {
  const days = await insteadOf(ElasticsearchError, daysIn(cluster, outlines), undefined);
  if (days !== undefined) metrics.proofs(cluster.name, countProven(days), cluster.drillOverdueAfter);
}

/** For how long a day has been over, in seconds; none has no age. */
function ageOf(day: Day | undefined, zone: TimeZone, now: number): number {
  return day === undefined ? 0 : Math.max(0, now - zone.endOf(day).getTime()) / 1000;
}
