import { ApplicationFailure } from '@temporalio/workflow';
import { unreadWarnings } from '../../planning/free-space';
import type { FreeSpace } from '../../planning/free-space';
import { attentive } from '../activity-proxies';
import { measureSpace } from '../measure-space';

export interface CheckedSpace {
  freeSpace: FreeSpace;
  /** That it should have been readable and was not. */
  warnings: string[];
}

/**
 * Makes sure that the backup volume has room, before a backup touches anything. One that cannot be measured is no reason
 * to go without a backup: a snapshot that finds no room fails and says so.
 * @throws ApplicationFailure `Refused` below the floor of logkeep.yaml.
 */
export async function checkSpace(cluster: string): Promise<CheckedSpace> {
  const { space, objection } = await measureSpace(attentive, cluster);
  if (objection !== null)
    throw ApplicationFailure.nonRetryable(
      `${cluster} is not backed up, and nothing was changed: ${objection}`,
      'Refused',
      { problems: [objection] },
    );
  return { freeSpace: space, warnings: unreadWarnings(space) };
}
