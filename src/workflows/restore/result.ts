import type { ConfirmedRestore } from '../../activities/confirm-restored';
import type { FollowedRestore } from '../../activities/follow-restore';
import type { PlanRestoreInput } from '../../activities/plan-restore';
import { ByteSize } from '../../planning/byte-size';
import { formatDuration } from '../../planning/duration';
import type { Expiry } from '../../planning/expiry';
import { count } from '../../planning/listing';
import { targetsOf } from '../../planning/restore-plan';
import type { RestorePlan } from '../../planning/restore-plan';
import type { Compared, ComparedCounts } from '../../planning/restored-counts';
import { describe, saying } from './describe';
import type { RestoreResult } from './types';

export interface Restored {
  transfer: FollowedRestore['transfer'];
  confirmed: ConfirmedRestore;
  counted: ComparedCounts;
  /** What else a person should know, a clause each. */
  remarks: string[];
  expires: Expiry;
  /** Milliseconds since 1970. */
  start: number;
  searchable: number;
}

export function resultOf(
  { cluster, days }: PlanRestoreInput,
  plan: RestorePlan,
  { transfer, confirmed: { documents }, counted, remarks, expires, start, searchable }: Restored,
): RestoreResult {
  const { shardsTotal: shards, bytesTotal: bytes } = transfer;
  const seconds = (Date.now() - start) / 1000;
  const searchableSeconds = (searchable - start) / 1000;
  const lines = documents === undefined ? '' : `${count(documents, 'document')}, `;
  const done = `Restored ${describe(plan)}: ${lines}${ByteSize.ofBytes(bytes).toString()}, in ${formatDuration(seconds)}`;
  const stay = expires.isNever ? 'kept for good' : `deleted again after ${expires.toString()}`;
  const warnings = [...plan.warnings, ...counted.warnings, ...remarks];
  return {
    cluster,
    days,
    restored: plan.steps.map((step) => ({ snapshot: step.snapshot, indices: targetsOf(step) })),
    ...(documents === undefined ? {} : { documents }),
    ...{ bytes, shards, seconds, searchableSeconds, compared: counted.compared },
    ...{ expires: expires.toString(), warnings },
    summary: saying(done, [...inWords(counted.compared), stay, ...warnings]),
  };
}

/** What was missing is said by a warning, with the names. */
function inWords({ equal, more, unknown }: Compared): string[] {
  return [
    ...(equal === 0 ? [] : [`${count(equal, 'index holds', 'indices hold')} just what was written down at the backup`]),
    ...(more === 0
      ? []
      : [`${count(more, 'index holds', 'indices hold')} more, as one does that was still written to`]),
    ...(unknown === 0
      ? []
      : [`${count(unknown, 'index', 'indices')} not compared, because the ledger says nothing of it`]),
  ];
}
