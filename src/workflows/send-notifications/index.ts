import { ApplicationFailure, workflowInfo } from '@temporalio/workflow';
import type { Notification } from '../../planning/notification';
import { notificationSentence } from '../../planning/notification-sentence';
import { courier, quick } from '../activity-proxies';
import { failureMessage } from '../failure-type';
import { operation } from '../operation';
import { readInput } from '../read-input';
import { sendNotificationsInput } from './types';
import type { SentNotifications } from './types';

/**
 * Tells every webhook that wants to know, each by itself: one that fails is tried for half an hour, and the others are
 * not told twice for it. Started by other runs, which do not wait for it, or by hand to try the webhooks.
 */
export async function sendNotifications(input: unknown): Promise<SentNotifications> {
  return operation('sendNotifications', async (tracker) => {
    const { cluster, news, about } = readInput(sendNotificationsInput, input);
    const { workflowId, runId, startTime } = workflowInfo();
    const notification: Notification = { cluster, news, workflowId, runId, at: startTime.getTime(), ...about };
    // The name only: whether logkeep.yaml has such a cluster is no reason not to be told.
    tracker.openedCluster(cluster, false);
    tracker.at('telling', notificationSentence(notification));
    const webhooks = await quick.chooseWebhooks({ cluster, kind: news.kind });
    const outcomes = await Promise.allSettled(webhooks.map((webhook) => courier.notify({ webhook, notification })));
    const failures = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [failureMessage(outcome.reason)] : [],
    );
    if (failures.length > 0) throw ApplicationFailure.nonRetryable(failures.join('; '), 'NotTold', { failures });
    return { told: webhooks };
  });
}
