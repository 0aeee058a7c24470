import type { FollowedRestore } from '../../activities/follow-restore';
import { sliceLength } from '../../planning/patience';
import { targetsOf } from '../../planning/restore-plan';
import type { RestorePlan } from '../../planning/restore-plan';
import { StallWatch } from '../../planning/stall';
import { patient } from '../activity-proxies';
import { failIfStalled } from '../stall';
import type { Tracker } from '../tracker';
import { describe, saying } from './describe';

/** Follows a restore until every primary shard of its indices is started. */
export async function followToEnd(
  cluster: string,
  plan: RestorePlan,
  tracker: Tracker,
): Promise<FollowedRestore['transfer']> {
  const indices = plan.steps.flatMap(targetsOf);
  const stall = new StallWatch(Date.now());
  for (let slice = 0; ; slice += 1) {
    const look = await patient.followRestore({ cluster, indices, bytes: plan.bytes, slice: sliceLength(slice) });
    const { done, transfer, waitingFor } = look;
    if (done) return transfer;
    failIfStalled('The restore', stall, transfer);
    const waiting = waitingFor === undefined ? [] : [`some shards wait: ${waitingFor}`];
    tracker.at('restoring', saying(`Restoring ${describe(plan)}`, [...waiting, ...plan.warnings]), { transfer });
  }
}
