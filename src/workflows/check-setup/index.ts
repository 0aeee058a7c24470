import { unreadWarnings } from '../../planning/free-space';
import { attentive, quick } from '../activity-proxies';
import { measureSpace } from '../measure-space';
import { operation } from '../operation';
import { readInput } from '../read-input';
import { checkSetupInput } from './types';
import type { CheckSetupResult } from './types';

/**
 * Compares the live cluster with what setup left, names the causes, and looks for who else deletes its days or fills its
 * volume. Changes nothing and needs no lease.
 */
export async function checkSetup(input: unknown): Promise<CheckSetupResult> {
  return operation('checkSetup', async (tracker) => {
    const asked = readInput(checkSetupInput, input);
    const { searchAttributes } = await quick.openCluster(asked);
    tracker.openedCluster(asked.cluster, searchAttributes);
    const [checked, policies, { space, objection }] = await Promise.all([
      attentive.checkSetup(asked),
      attentive.findPolicyRivals(asked),
      measureSpace(attentive, asked.cluster),
    ]);
    const refused = objection === null ? [] : [`the next backup would be refused: ${objection}`];
    const warnings = [...checked.warnings, ...refused, ...unreadWarnings(space)];
    return { ...checked, warnings, rivals: [...checked.rivals, ...policies], freeSpace: space };
  });
}
