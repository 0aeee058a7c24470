import type { FollowedRestore } from '../../activities/follow-restore';
import { sliceLength } from '../../planning/patience';
import type { SizedIndex } from '../../planning/restore-progress';
import type { RestorePlan } from '../../planning/restore-plan';
import { restoreRemarks } from '../../planning/restore-remarks';
import { StallWatch } from '../../planning/stall';
import { patient } from '../activity-proxies';
import { failIfStalled } from '../stall';
import type { Tracker } from '../tracker';
import { describe, saying } from './describe';

/**
 * Follows a restore until every primary shard of its indices is started, or until the cluster has forgotten that it was
 * restoring them.
 */
export async function followToEnd(cluster: string, plan: RestorePlan, tracker: Tracker): Promise<FollowedRestore> {
  const indices = plan.steps.flatMap((step) => step.indices.map(sized));
  const stall = new StallWatch(Date.now());
  for (let slice = 0, recent: FollowedRestore['recent'] = []; ; slice += 1) {
    const look = await patient.followRestore({ cluster, indices, slice: sliceLength(slice), recent });
    const { done, transfer, underWay, waitingFor, forgotten } = look;
    if (done || forgotten !== undefined) return look;
    failIfStalled('The restore', stall, transfer);
    const remarks = restoreRemarks(stall.idle(transfer, Date.now()), waitingFor);
    const message = saying(`Restoring ${describe(plan)}`, [...remarks, ...plan.warnings]);
    tracker.at('restoring', message, { transfer, indices: underWay });
    recent = look.recent;
  }
}

function sized({ as, bytes }: RestorePlan['steps'][number]['indices'][number]): SizedIndex {
  return { index: as, bytes };
}
