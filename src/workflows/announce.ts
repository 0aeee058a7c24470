import {
  CancellationScope,
  ChildWorkflowCancellationType,
  ParentClosePolicy,
  log,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import type { OpenedCluster } from '../activities/open-cluster';
import type { News, NotificationKind } from '../planning/notification';
import { notificationId } from '../planning/notification';
import { sendNotifications } from './send-notifications';

type Listeners = Pick<OpenedCluster, 'notifications'>;

/** Whether anybody wants to be told. */
export function isWanted({ notifications = [] }: Listeners, kind: NotificationKind): boolean {
  return notifications.includes(kind);
}

/**
 * Tells those who want to know, and returns as soon as Temporal has taken note: neither a receiver that hangs nor one
 * that is gone can hold a run up or fail it.
 */
export async function announce(opened: Listeners, cluster: string, news: News): Promise<void> {
  if (isWanted(opened, news.kind)) await sendInBackground(cluster, news);
}

/** The same for a run that never learned who listens, because its cluster could not be opened. */
export async function sendInBackground(cluster: string, news: News): Promise<void> {
  const { workflowId, runId, originalExecutionRunId } = workflowInfo();
  try {
    await CancellationScope.nonCancellable(() =>
      startChild(sendNotifications, {
        // A reset run replays under another run ID, but has to start what its history says that it did.
        workflowId: notificationId(cluster, news.kind, originalExecutionRunId),
        args: [{ cluster, news, about: { workflowId, runId, at: Date.now() } }],
        staticSummary: `${news.kind}: cluster ${cluster}`,
        // It lives on when this run has ended, and is of no concern to it.
        parentClosePolicy: ParentClosePolicy.ABANDON,
        cancellationType: ChildWorkflowCancellationType.ABANDON,
      }),
    );
  } catch (error) {
    log.error('A notification could not be sent', { cluster, kind: news.kind, error });
  }
}
