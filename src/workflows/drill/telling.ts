import { CancellationScope, isCancellation, workflowInfo } from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import type { OpenedCluster } from '../../activities/open-cluster';
import { announce, sendInBackground } from '../announce';
import type { DrillResult } from './types';

const scheduledBy = defineSearchAttributeKey('TemporalScheduledById', 'KEYWORD');

/**
 * Runs a drill and tells those who want to know when it failed: nobody watches a schedule.
 * @param run calls `opens` as soon as it knows its cluster.
 */
export async function telling(
  input: unknown,
  run: (opens: (opened: OpenedCluster) => void) => Promise<DrillResult>,
): Promise<DrillResult> {
  let opened: OpenedCluster | undefined;
  try {
    return await run((found) => void (opened = found));
  } catch (error) {
    if (!isCancellation(error)) await CancellationScope.nonCancellable(() => tell(input, opened, error));
    throw error;
  }
}

async function tell(input: unknown, opened: OpenedCluster | undefined, error: unknown): Promise<void> {
  const { cluster, dryRun } = (input ?? {}) as { cluster?: unknown; dryRun?: unknown };
  // The input was refused, so it may be anything; names of clusters are short.
  const name = typeof cluster === 'string' ? cluster.slice(0, 63) : 'unknown';
  const news = { kind: 'drill', reason: error instanceof Error ? error.message : String(error) } as const;
  if (opened !== undefined && dryRun !== true) await announce(opened, name, news);
  // Whoever typed an input that is refused reads so at once.
  else if (workflowInfo().typedSearchAttributes.get(scheduledBy) !== undefined) await sendInBackground(name, news);
}
