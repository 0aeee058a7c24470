import { activityInfo } from '@temporalio/activity';
import { getClusterUuid } from '../elasticsearch/cluster-identity';
import { SnapshotExists, SnapshotRunning, TimedOut } from '../elasticsearch/errors';
import { createSnapshot } from '../elasticsearch/snapshots';
import type { Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { Refused } from './failure';
import type { RunSnapshot } from './own-snapshot';
import { findOwnSnapshot } from './own-snapshot';
import { outlivingCancellation } from './within-activity';

export interface StartSnapshotInput extends RunSnapshot {
  cluster: string;
  indices: string[];
}

/**
 * Starts the snapshot without waiting for its end, or adopts it when an earlier attempt of this activity already did.
 * @throws Refused when somebody else took the name: then this run has started nothing. SnapshotRunning, which is tried
 * again, while another snapshot runs.
 */
export async function startSnapshot(
  dependencies: Dependencies,
  { cluster: name, indices, ...run }: StartSnapshotInput,
): Promise<{ adopted: boolean }> {
  const cluster = outlivingCancellation(clusterNamed(name, dependencies));
  const { elasticsearch, repository } = cluster;
  const { snapshot, takenBy } = run;
  try {
    const clusterUuid = await getClusterUuid(elasticsearch);
    await createSnapshot(elasticsearch, {
      ...{ repository, name: snapshot, indices, takenBy, clusterUuid },
      partial: cluster.allowPartial ?? false,
    });
    return { adopted: false };
  } catch (error) {
    // Each of these may be the echo of an earlier attempt: of one that is done, still running, or still being started.
    if (!(error instanceof SnapshotExists || error instanceof SnapshotRunning || error instanceof TimedOut))
      throw error;
    const found = await findOwnSnapshot(cluster, run);
    const isFirst = activityInfo().attempt === 1 && !(error instanceof TimedOut);
    if (found.found === 'own' && !isFirst) return { adopted: true };
    if (!(error instanceof SnapshotExists)) throw error;
    const objection = found.found === 'foreign' ? found.objection : error.message;
    throw new Refused(`Snapshot ${snapshot} cannot be taken`, [objection]);
  }
}
