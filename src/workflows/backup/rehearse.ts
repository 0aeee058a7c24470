import { count } from '../../planning/listing';
import { total } from '../../planning/reason-group';
import { quick } from '../activity-proxies';
import type { Tracker } from '../tracker';
import { checkCluster } from './check-cluster';
import type { BackupRun } from './run';
import type { BackupResult } from './types';

/** What a backup would do now, with every name and its reason. Changes nothing, and needs no lease. */
export async function rehearse(run: BackupRun, tracker: Tracker): Promise<BackupResult> {
  const { cluster, repository, names, at, takenBy } = run;
  const { warnings, freeSpace } = await checkCluster(cluster, tracker);
  tracker.at('planning', `Looking at the indices and snapshots of ${cluster}`);
  const { snapshot, indices, documents, cleanup } = await quick.planBackup({
    ...{ cluster, names, takenBy, at },
    inFull: true,
  });
  const upcoming = { name: snapshot, indices };
  const { deleted, kept, remaining } = await quick.planRetention({ cluster, at, upcoming, inFull: true });
  const indicesToGo = total(cleanup.deleted);
  const asking = indicesToGo > cleanup.unasked ? ', after an approval' : '';
  const summary =
    `Snapshot ${snapshot} would be taken of ${count(indices.length, 'index', 'indices')}; ` +
    `${count(total(deleted), 'snapshot')} and ${count(indicesToGo, 'index', 'indices')} would be deleted${asking}`;
  return {
    ...{ cluster, repository, dryRun: true, snapshot, indices: indices.length, documents, shards: 0, seconds: 0 },
    retention: { deleted, kept, remaining },
    cleanup: { deleted: cleanup.deleted, kept: cleanup.kept },
    ...{ freeSpace, warnings, summary },
  };
}
