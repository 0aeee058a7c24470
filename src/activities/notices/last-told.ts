import { Context } from '@temporalio/activity';
import type { NotificationKind } from '../../planning/notification';
import { kindOfNotification, notificationIds } from '../../planning/notification';

/** Whether people believe that a cluster's backups are well, as far as Temporal still knows what they were told. */
export type Belief = 'well' | 'in trouble' | 'unknown';

const about: Partial<Record<NotificationKind, Belief>> = {
  failed: 'in trouble',
  overdue: 'in trouble',
  recovered: 'well',
};

/** Finds what was told last of a cluster, by the workflow IDs of its notifications, which need no search attribute. */
export async function lastTold(_: unknown, { cluster }: { cluster: string }): Promise<Belief> {
  const query = `WorkflowType = "sendNotifications" AND WorkflowId STARTS_WITH "${notificationIds(cluster)}"`;
  let newest: { at: number; belief: Belief } | undefined;
  for await (const { workflowId, startTime } of Context.current().client.workflow.list({ query })) {
    const kind = kindOfNotification(workflowId);
    const belief = kind && about[kind];
    const at = startTime.getTime();
    if (belief !== undefined && at >= (newest?.at ?? 0)) newest = { at, belief };
  }
  return newest?.belief ?? 'unknown';
}
