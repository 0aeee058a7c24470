import { glance } from '../activity-proxies';
import { measureSpace } from '../measure-space';
import { operation } from '../operation';
import { readInput } from '../read-input';
import { statusInput } from './types';
import type { StatusResult } from './types';

/** Looks at a cluster: health, days, repository and its room, newest snapshot. Changes nothing and needs no lease. */
export async function status(input: unknown): Promise<StatusResult> {
  return operation('status', async (tracker) => {
    const asked = readInput(statusInput, input);
    const { searchAttributes } = await glance.openCluster(asked);
    tracker.openedCluster(asked.cluster, searchAttributes);
    const [inspected, { space }] = await Promise.all([
      glance.inspectCluster(asked),
      measureSpace(glance, asked.cluster),
    ]);
    return { ...inspected, freeSpace: space };
  });
}
