import { glance } from '../activity-proxies';
import { operation } from '../operation';
import { readInput } from '../read-input';
import { provenDaysInput } from './types';
import type { ProvenDaysResult } from './types';

/** Lists the days of a cluster's repository, each with when a drill has proven it last. Changes nothing and needs no lease. */
export async function provenDays(input: unknown): Promise<ProvenDaysResult> {
  return operation('provenDays', async (tracker) => {
    const asked = readInput(provenDaysInput, input);
    const { searchAttributes } = await glance.openCluster(asked);
    tracker.openedCluster(asked.cluster, searchAttributes);
    return glance.listProvenDays(asked);
  });
}
