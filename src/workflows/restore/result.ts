import type { ConfirmedRestore } from '../../activities/confirm-restored';
import type { FollowedRestore } from '../../activities/follow-restore';
import type { PlanRestoreInput } from '../../activities/plan-restore';
import { ByteSize } from '../../planning/byte-size';
import { formatDuration } from '../../planning/duration';
import type { Expiry } from '../../planning/expiry';
import { count, firstNames } from '../../planning/listing';
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
  wish: PlanRestoreInput,
  plan: RestorePlan,
  { transfer, confirmed: { documents }, counted, remarks, expires, start, searchable }: Restored,
): RestoreResult {
  const { shardsTotal: shards, bytesTotal: bytes } = transfer;
  const seconds = (Date.now() - start) / 1000;
  const searchableSeconds = (searchable - start) / 1000;
  const lines = documents === undefined ? '' : `${count(documents, 'document')}, `;
  const size = ByteSize.ofBytes(bytes).toString();
  const done = `Restored ${describe(plan)}${intoOf(wish)}: ${lines}${size}, in ${formatDuration(seconds)}`;
  const stay = expires.isNever ? 'kept for good' : `deleted again after ${expires.toString()}`;
  const warnings = [...plan.warnings, ...counted.warnings, ...remarks];
  return {
    ...outcomeOf(wish, plan),
    ...(documents === undefined ? {} : { documents }),
    ...{ bytes, shards, seconds, searchableSeconds, compared: counted.compared },
    ...{ expires: expires.toString(), warnings },
    summary: saying(done, [...inWords(counted.compared), stay, ...skippedOf(plan), ...warnings]),
  };
}

/** Of a run that changes nothing: a dry run, or one for which nothing is left to do. */
export function idleResult(wish: PlanRestoreInput, plan: RestorePlan): RestoreResult {
  const { bytes, warnings, objections } = plan;
  const dryRun = wish.dryRun === true;
  return {
    ...outcomeOf(wish, plan),
    ...{ bytes, shards: 0, seconds: 0, warnings },
    ...(dryRun ? { plan } : {}),
    summary: saying(idleSummary(wish, plan, dryRun), [...skippedOf(plan), ...objections, ...warnings]),
  };
}

function idleSummary(wish: PlanRestoreInput, plan: RestorePlan, dryRun: boolean): string {
  if (plan.objections.length > 0) return 'It would be refused';
  if (plan.steps.length === 0) return 'Nothing is left to restore';
  const would = dryRun ? 'Would restore' : 'Restored';
  return `${would} ${describe(plan)}${intoOf(wish)}: ${ByteSize.ofBytes(plan.bytes).toString()}`;
}

function outcomeOf(
  { cluster, into, days, dryRun = false }: PlanRestoreInput,
  { steps, snapshots, skipped }: RestorePlan,
) {
  const renamed = steps.flatMap(({ indices }) => indices).filter(({ index, as }) => index !== as);
  const bySnapshot = snapshots.map((chosen) => ({
    ...chosen,
    indices: steps.filter(({ snapshot }) => snapshot === chosen.snapshot).flatMap(targetsOf),
  }));
  return {
    cluster,
    ...(into === undefined ? {} : { into }),
    ...{ dryRun, days: [...days], skipped },
    restored: bySnapshot.filter(({ indices }) => indices.length > 0),
    renamed: Object.fromEntries(renamed.map(({ index, as }) => [index, as])),
    replaced: steps.flatMap(({ replacing = [] }) => replacing).map(({ name }) => name),
  };
}

function intoOf({ into }: PlanRestoreInput): string {
  return into === undefined ? '' : ` into ${into}`;
}

function skippedOf({ skipped }: RestorePlan): string[] {
  return skipped.length === 0 ? [] : [`left out ${firstNames(skipped)}, whose names are taken`];
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
