import { glance } from '../activity-proxies';
import { operation } from '../operation';
import { readInput } from '../read-input';
import { snapshotsInput } from './types';
import type { SnapshotsResult } from './types';

/** Lists the snapshots of a cluster's repository, the newest first. Changes nothing and needs no lease. */
export async function snapshots(input: unknown): Promise<SnapshotsResult> {
  return operation('snapshots', async (tracker) => {
    const asked = readInput(snapshotsInput, input);
    const { searchAttributes } = await glance.openCluster(asked);
    tracker.openedCluster(asked.cluster, searchAttributes);
    return glance.listSnapshots(asked);
  });
}
