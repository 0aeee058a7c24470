import { attentive, quick } from '../activity-proxies';
import { operation } from '../operation';
import { readInput } from '../read-input';
import { checkSetupInput } from './types';
import type { CheckSetupResult } from './types';

/** Compares the live cluster with what setup left, and names the causes. Changes nothing and needs no lease. */
export async function checkSetup(input: unknown): Promise<CheckSetupResult> {
  return operation('checkSetup', async (tracker) => {
    const asked = readInput(checkSetupInput, input);
    const { searchAttributes } = await quick.openCluster(asked);
    tracker.openedCluster(asked.cluster, searchAttributes);
    return attentive.checkSetup(asked);
  });
}
