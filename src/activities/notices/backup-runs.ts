import { Context } from '@temporalio/activity';
import type { Dependencies } from '../cluster';
import type { BackupLook } from './backup-metrics';

/** The stage of a backup that waits for somebody to approve its deletions. */
const waiting = 'waiting for approval';

/**
 * What Temporal knows of a cluster's backup runs. Nothing where the namespace has no search attributes, or does not
 * answer: metrics are nice to have, and what they are taken for must go on without.
 */
export async function backupRuns(cluster: string, { searchAttributes }: Dependencies): Promise<BackupLook['runs']> {
  if (!searchAttributes) return undefined;
  const { client, log } = Context.current();
  const runs = (condition: string) => `WorkflowType = "backup" AND LogkeepCluster = "${cluster}" AND ${condition}`;
  try {
    const { count } = await client.workflow.count(runs(`ExecutionStatus = "Running" AND LogkeepStage = "${waiting}"`));
    let lastFailureAt = 0;
    for await (const { closeTime } of client.workflow.list({ query: runs('ExecutionStatus = "Failed"') }))
      lastFailureAt = Math.max(lastFailureAt, closeTime?.getTime() ?? 0);
    return { waitingForApproval: count, ...(lastFailureAt === 0 ? {} : { lastFailureAt }) };
  } catch (error) {
    log.warn('The runs of backups could not be listed', { cluster, error });
    return undefined;
  }
}
