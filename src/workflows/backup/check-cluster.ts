import type { FreeSpace } from '../../planning/free-space';
import type { Tracker } from '../tracker';
import { checkDrift } from './check-drift';
import { checkSpace } from './check-space';

export interface CheckedCluster {
  freeSpace: FreeSpace;
  warnings: string[];
}

/** All that is looked at before a backup, at the same time, since none changes anything. @throws as `checkSpace`. */
export async function checkCluster(cluster: string, tracker: Tracker): Promise<CheckedCluster> {
  tracker.at('checking', `Comparing ${cluster} with what its setup left, and reading the space on its backup volume`);
  const [drift, { freeSpace, warnings }] = await Promise.all([checkDrift(cluster), checkSpace(cluster)]);
  return { freeSpace, warnings: [...drift, ...warnings] };
}
