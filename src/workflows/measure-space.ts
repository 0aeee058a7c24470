import { isCancellation } from '@temporalio/workflow';
import type { Activities } from '../activities';
import type { MeasuredVolume } from '../activities/measure-free-space';
import { failureMessage } from './failure-type';

/**
 * The free space of the backup volume. That it cannot be had is part of the answer: it must not fail what is more than
 * that, a backup or a look at the whole cluster.
 * @param activities how long to try.
 */
export async function measureSpace(
  activities: Pick<Activities, 'measureFreeSpace'>,
  cluster: string,
): Promise<MeasuredVolume> {
  try {
    return await activities.measureFreeSpace({ cluster });
  } catch (error) {
    if (isCancellation(error)) throw error;
    return { space: { unreadable: failureMessage(error), isFault: true }, objection: null };
  }
}
