import { count } from '../../planning/listing';
import type { RestoredRow } from '../../activities/restored/list-restored';
import { groupByReason, total } from '../../planning/reason-group';
import { quick } from '../activity-proxies';
import type { Tracker } from '../tracker';
import { checkCluster } from './check-cluster';
import type { BackupRun } from './run';
import type { BackupResult, Tidied } from './types';

/** What a backup would do now, with every name and its reason. Changes nothing, and needs no lease. */
export async function rehearse(run: BackupRun, tracker: Tracker): Promise<BackupResult> {
  const { cluster, repository, names, at, takenBy } = run;
  const { warnings, freeSpace } = await checkCluster(cluster, tracker);
  tracker.at('planning', `Looking at the indices and snapshots of ${cluster}`);
  const {
    snapshot,
    indices,
    documents,
    cleanup,
    passing = 0,
  } = await quick.planBackup({
    ...{ cluster, names, takenBy, at },
    inFull: true,
  });
  const upcoming = { name: snapshot, indices };
  const { deleted, kept, remaining } = await quick.planRetention({ cluster, at, upcoming, inFull: true });
  const expired = passing === 0 ? undefined : await wouldExpire(cluster);
  const restored = total(expired?.deleted ?? []);
  const indicesToGo = total(cleanup.deleted);
  const asking = indicesToGo > cleanup.unasked ? ', after an approval' : '';
  const summary =
    `Snapshot ${snapshot} would be taken of ${count(indices.length, 'index', 'indices')}; ` +
    `${count(total(deleted), 'snapshot')} and ${count(indicesToGo, 'index', 'indices')} would be deleted${asking}` +
    (restored === 0 ? '' : `; so would ${count(restored, 'restored index', 'restored indices')}, after their time`);
  return {
    ...{ cluster, repository, dryRun: true, snapshot, indices: indices.length, documents, shards: 0, seconds: 0 },
    retention: { deleted, kept, remaining },
    cleanup: { deleted: cleanup.deleted, kept: cleanup.kept },
    ...(expired && { expired }),
    ...{ freeSpace, warnings, summary },
  };
}

async function wouldExpire(cluster: string): Promise<Tidied | undefined> {
  const rows = await quick.listRestored({ cluster });
  const due = rows.filter(({ verdict }) => verdict !== 'stays');
  if (due.length === 0) return undefined;
  const [going, others] = [due.filter(isGoing), due.filter((row) => !isGoing(row))];
  return { deleted: groupByReason(going, Infinity), kept: groupByReason(others, Infinity) };
}

function isGoing({ verdict }: RestoredRow): boolean {
  return verdict === 'goes';
}
