import { quick } from '../activity-proxies';
import { operation } from '../operation';
import { readInput } from '../read-input';
import { snapshotsInput } from './types';
import type { SnapshotsResult } from './types';

/** Lists the snapshots of a cluster's repository, the newest first. Changes nothing and needs no lease. */
export async function snapshots(input: unknown): Promise<SnapshotsResult> {
  return operation('snapshots', () => quick.listSnapshots(readInput(snapshotsInput, input)));
}
