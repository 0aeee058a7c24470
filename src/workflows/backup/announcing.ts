import { CancellationScope, isCancellation, log, workflowInfo } from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import type { BackupRun } from '../../activities/notices/backup-metrics';
import type { OpenedCluster } from '../../activities/open-cluster';
import { total } from '../../planning/reason-group';
import { instant } from '../activity-proxies';
import { announce, isWanted, sendInBackground } from '../announce';
import type { BackupResult } from './types';

type Opened = OpenedCluster | undefined;

const scheduledBy = defineSearchAttributeKey('TemporalScheduledById', 'KEYWORD');

/**
 * Runs a backup and lets the world know how it ended: in the metrics, and by a notification when it failed or is the
 * first to succeed again. Whatever becomes of that, the backup ends as it ended.
 * @param run calls `opens` as soon as it knows its cluster.
 */
export async function announcing(
  input: unknown,
  run: (opens: (opened: OpenedCluster) => void) => Promise<BackupResult>,
): Promise<BackupResult> {
  let opened: Opened;
  const ended = (tell: () => Promise<void>) => CancellationScope.nonCancellable(tell).catch(warn);
  try {
    const result = await run((found) => void (opened = found));
    if (!result.dryRun) await ended(() => succeeded(result, opened));
    return result;
  } catch (error) {
    await ended(() => (isCancellation(error) ? cancelled(input, opened) : failed(input, opened, error)));
    throw error;
  }
}

async function succeeded({ cluster, summary, ...result }: BackupResult, opened: Opened): Promise<void> {
  const { documents, bytesAdded, cleanup } = result;
  const recorded = record(cluster, {
    outcome: 'succeeded',
    documents,
    indicesDeleted: total(cleanup.deleted),
    ...(bytesAdded === undefined ? {} : { bytesAdded }),
  });
  if (opened !== undefined && isWanted(opened, 'recovered') && (await wasInTrouble(cluster))) {
    await announce(opened, cluster, { kind: 'recovered', summary });
  }
  await recorded;
}

async function failed(input: unknown, opened: Opened, error: unknown): Promise<void> {
  const cluster = clusterIn(input);
  const reason = error instanceof Error ? error.message : String(error);
  const news = { kind: 'failed', reason } as const;
  if (opened !== undefined) {
    await Promise.all([announce(opened, cluster, news), record(cluster, { outcome: 'failed' })]);
    return;
  }
  // An input that is refused: whoever typed it reads so at once, but nobody watches a schedule.
  if (workflowInfo().typedSearchAttributes.get(scheduledBy) !== undefined) await sendInBackground(cluster, news);
}

async function cancelled(input: unknown, opened: Opened): Promise<void> {
  if (opened !== undefined) await record(clusterIn(input), { outcome: 'cancelled' });
}

/** What people were told last; where Temporal has forgotten that, what the schedule knows of the run before. */
async function wasInTrouble(cluster: string): Promise<boolean> {
  const belief = await instant.lastTold({ cluster }).catch(() => 'unknown' as const);
  return belief === 'unknown' ? workflowInfo().lastFailure !== undefined : belief === 'in trouble';
}

async function record(cluster: string, run: Omit<BackupRun, 'endedAt'>): Promise<void> {
  await instant.recordBackup({ cluster, endedAt: Date.now(), ...run }).catch(warn);
}

function warn(error: unknown): void {
  log.warn('How the backup ended could not be made known', { error });
}

/** The input was refused, so it may be anything; names of clusters are short. */
function clusterIn(input: unknown): string {
  const { cluster } = (input ?? {}) as { cluster?: unknown };
  return typeof cluster === 'string' ? cluster.slice(0, 63) : 'unknown';
}
