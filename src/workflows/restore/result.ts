import type { ConfirmedRestore } from '../../activities/confirm-restored';
import type { FollowedRestore } from '../../activities/follow-restore';
import type { PlanRestoreInput } from '../../activities/plan-restore';
import { ByteSize } from '../../planning/byte-size';
import { formatDuration } from '../../planning/duration';
import type { Expiry } from '../../planning/expiry';
import { count } from '../../planning/listing';
import { targetsOf } from '../../planning/restore-plan';
import type { RestorePlan } from '../../planning/restore-plan';
import { describe, saying } from './describe';
import type { RestoreResult } from './types';

export interface Restored {
  transfer: FollowedRestore['transfer'];
  confirmed: ConfirmedRestore;
  expires: Expiry;
  /** Milliseconds since 1970. */
  start: number;
}

export function resultOf(
  { cluster, days }: PlanRestoreInput,
  plan: RestorePlan,
  { transfer, confirmed: { documents }, expires, start }: Restored,
): RestoreResult {
  const { shardsTotal: shards, bytesTotal: bytes } = transfer;
  const seconds = (Date.now() - start) / 1000;
  const lines = documents === undefined ? '' : `${count(documents, 'document')}, `;
  const done = `Restored ${describe(plan)}: ${lines}${ByteSize.ofBytes(bytes).toString()}, in ${formatDuration(seconds)}`;
  const stay = expires.isNever ? 'kept for good' : `deleted again after ${expires.toString()}`;
  const { warnings } = plan;
  return {
    cluster,
    days,
    restored: plan.steps.map((step) => ({ snapshot: step.snapshot, indices: targetsOf(step) })),
    ...(documents === undefined ? {} : { documents }),
    ...{ bytes, shards, seconds, expires: expires.toString(), warnings },
    summary: saying(done, [stay, ...warnings]),
  };
}
