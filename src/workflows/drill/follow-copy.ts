import { ApplicationFailure } from '@temporalio/workflow';
import { sliceLength } from '../../planning/patience';
import { StallWatch } from '../../planning/stall';
import { patient } from '../activity-proxies';
import { failIfStalled } from '../stall';
import type { Tracker } from '../tracker';
import type { DrillOfDay } from './drill-of-day';

/**
 * Follows the restore of a copy until every primary shard of it is started.
 * @throws ApplicationFailure `Interrupted` when the cluster has lost sight of it.
 */
export async function followCopy({ step, which }: DrillOfDay, tracker: Tracker): Promise<void> {
  const { target: cluster, index, snapshot, as, bytes } = step;
  const stall = new StallWatch(Date.now());
  for (let slice = 0; ; slice += 1) {
    const look = await patient.followRestore({ cluster, indices: [{ index: as, bytes }], slice: sliceLength(slice) });
    const { done, transfer, waitingFor, forgotten } = look;
    if (done) return;
    // That says nothing of the day.
    if (forgotten !== undefined)
      throw ApplicationFailure.nonRetryable(`The drill cannot be completed: ${forgotten}; run it again`, 'Interrupted');
    failIfStalled('The drill', stall, transfer);
    const waiting = waitingFor === undefined ? '' : `; some shards wait: ${waitingFor}`;
    tracker.at('restoring', `${which}Restoring ${index} from ${snapshot} as ${as}${waiting}`, { transfer });
  }
}
