import { glance } from '../activity-proxies';
import { operation } from '../operation';
import { readInput } from '../read-input';
import { daysInput } from './types';
import type { DaysResult } from './types';

/** Lists the days of a cluster that are backed up, the newest first. Changes nothing and needs no lease. */
export async function days(input: unknown): Promise<DaysResult> {
  return operation('days', async (tracker) => {
    const asked = readInput(daysInput, input);
    const { searchAttributes } = await glance.openCluster(asked);
    tracker.openedCluster(asked.cluster, searchAttributes);
    return glance.listDays(asked);
  });
}
