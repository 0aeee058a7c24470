import { ApplicationFailure } from '@temporalio/workflow';
import { ByteSize } from '../../planning/byte-size';
import { formatDuration } from '../../planning/duration';
import { count, firstNames } from '../../planning/listing';
import { total } from '../../planning/reason-group';
import type { CheckedCluster } from './check-cluster';
import type { CleanedUp } from './clean-up';
import type { ExpiredRestores } from './expire-restores';
import type { Retired } from './retire-snapshots';
import type { BackupRun } from './run';
import type { TakenSnapshot } from './take-snapshot';
import type { BackupResult, LeftOut } from './types';

/** All that a run has done; without `cleaned` while deletions wait for an approval. */
export interface TakenBackup extends CheckedCluster {
  snapshot: TakenSnapshot;
  retired: Retired;
  expired?: ExpiredRestores;
  cleaned?: CleanedUp;
}

/** What a finished run says of itself: counts and first names, whatever the size of the cluster. */
export function resultOf({ cluster, repository }: BackupRun, backup: TakenBackup): BackupResult {
  const { snapshot: taken, retired, expired, freeSpace } = backup;
  const { deleted = [], kept = [] } = backup.cleaned ?? {};
  const { snapshot, indices, documents } = taken.plan;
  const { shards, seconds, bytes, bytesAdded } = taken.verified;
  const warnings = [...backup.warnings, ...taken.warnings, ...retired.warnings];
  const leftOut = leftOutOf(taken);
  return {
    ...{ cluster, repository, dryRun: false, snapshot, documents, shards, seconds, freeSpace, warnings },
    indices: indices.length,
    ...(bytes === undefined ? {} : { bytes }),
    ...(bytesAdded === undefined ? {} : { bytesAdded }),
    ...(leftOut === undefined ? {} : { leftOut }),
    retention: { deleted: retired.deleted, kept: retired.kept, remaining: retired.remaining },
    cleanup: { deleted, kept },
    ...(expired && { expired: { deleted: expired.deleted, kept: expired.kept } }),
    summary: [
      `${contentsOf(taken)}${missing(taken)}`,
      ...tidied(total(retired.deleted), total(deleted), total(expired?.deleted ?? [])),
      ...warnings,
    ].join('; '),
  };
}

/** @throws ApplicationFailure when something old could not go: nobody would notice before a disk is full. */
export function failIfUntidy(result: BackupResult, { retired, expired, cleaned }: TakenBackup): void {
  const problems = [retired.problem, expired?.problem, cleaned?.problem].filter((problem) => problem !== undefined);
  if (problems.length === 0) return;
  throw ApplicationFailure.nonRetryable(
    `Snapshot ${result.snapshot} is taken and proven complete, but ${problems.join(', and ')}`,
    'TidyingFailed',
    { problems, result },
  );
}

function tidied(snapshots: number, indices: number, restored: number): string[] {
  return [
    ...(snapshots === 0 ? [] : [`${count(snapshots, 'old snapshot')} deleted`]),
    ...(indices === 0 ? [] : [`${count(indices, 'old index', 'old indices')} deleted that it is proven to hold`]),
    ...(restored === 0 ? [] : [`${count(restored, 'restored index', 'restored indices')} deleted whose time was over`]),
  ];
}

function contentsOf({ plan: { snapshot, indices, documents }, verified: { bytesAdded, seconds } }: TakenSnapshot) {
  const added = bytesAdded === undefined ? '' : `, ${ByteSize.ofBytes(bytesAdded).toString()} of it new`;
  const rate =
    bytesAdded === undefined || bytesAdded === 0 || seconds === 0
      ? ''
      : ` (${ByteSize.ofBytes(Math.round(bytesAdded / seconds)).toString()}/s)`;
  const contents = `${count(indices.length, 'index', 'indices')} (about ${count(documents, 'document')})`;
  return `Snapshot ${snapshot} holds ${contents}${added}, taken in ${formatDuration(seconds)}${rate}`;
}

function missing({ plan: { closed, undated, restored = [] } }: TakenSnapshot): string {
  return [
    ...(closed.length === 0 ? [] : [`; ${count(closed.length, 'closed index', 'closed indices')} left out`]),
    ...(undated.length === 0
      ? []
      : [`; ${count(undated.length, 'index', 'indices')} without a day left out: ${firstNames(undated, 3)}`]),
    ...(restored.length === 0 ? [] : [`; ${count(restored.length, 'restored index', 'restored indices')} left out`]),
  ].join('');
}

function leftOutOf({ plan: { closed, undated, restored = [] } }: Pick<TakenSnapshot, 'plan'>): BackupResult['leftOut'] {
  if (closed.length + undated.length + restored.length === 0) return undefined;
  return {
    ...(closed.length === 0 ? {} : { closed: some(closed) }),
    ...(undated.length === 0 ? {} : { undated: some(undated) }),
    ...(restored.length === 0 ? {} : { restored: some(restored) }),
  };
}

function some(names: readonly string[]): LeftOut {
  return { indices: names.length, first: names.slice(0, 5) };
}
