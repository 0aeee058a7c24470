import { ApplicationFailure, cancellationSignal } from '@temporalio/activity';
import { notificationBody } from '../../planning/notification-body';
import type { Notification } from '../../planning/notification';
import type { Dependencies } from '../cluster';
import { postWebhook } from './post-webhook';

/**
 * Tells one webhook one thing. May do so twice when its answer is lost; the body's `id` stays the same.
 * @throws ApplicationFailure that names the webhook and never its address: `WebhookRefused`, final, or `WebhookFailed`.
 */
export async function notify(
  { notices }: Dependencies,
  { webhook: name, notification }: { webhook: string; notification: Notification },
): Promise<void> {
  const webhook = notices.webhooks.find((known) => known.name === name);
  if (webhook === undefined) {
    throw ApplicationFailure.nonRetryable(
      `logkeep.yaml has no notification "${name}" any more, so it was not told`,
      'WebhookMissing',
    );
  }
  const body = notificationBody(
    webhook.format,
    notification,
    notices.linkTo(notification.workflowId, notification.runId),
  );
  await postWebhook(webhook, body, cancellationSignal());
}
