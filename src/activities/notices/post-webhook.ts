import { ApplicationFailure } from '@temporalio/common';
import type { Webhook } from './notices';

const patience = 10_000;
const longestPause = 300_000;

/**
 * Posts a body to a webhook once. Neither what the receiver answered nor what the network said is told on: both like
 * to quote the address, and whoever has that may post to it.
 * @throws ApplicationFailure `WebhookRefused` when another try would end the same way, else `WebhookFailed`.
 */
export async function postWebhook(webhook: Webhook, body: string, cancelled: AbortSignal): Promise<void> {
  const response = await send(webhook, body, cancelled);
  await response.body?.cancel();
  if (response.ok) return;
  throw refusal(webhook.name, response);
}

async function send({ name, address, headers }: Webhook, body: string, cancelled: AbortSignal): Promise<Response> {
  const timeout = AbortSignal.timeout(patience);
  try {
    return await fetch(address, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', 'user-agent': 'logkeep' },
      body,
      // Followed, it would carry the headers to wherever the answer says.
      redirect: 'manual',
      signal: AbortSignal.any([timeout, cancelled]),
    });
  } catch (error) {
    if (cancelled.aborted) throw cancelled.reason;
    const reason = timeout.aborted
      ? `did not answer within ${patience / 1000} s`
      : `was not reached (${codeOf(error)})`;
    throw ApplicationFailure.retryable(`The webhook of notification "${name}" ${reason}`, 'WebhookFailed');
  }
}

/** `ECONNREFUSED` and its like: the code alone, since the message beside it names the host. */
function codeOf(error: unknown): string {
  const { cause } = error as { cause?: { code?: unknown } };
  return typeof cause?.code === 'string' ? cause.code : 'network error';
}

function refusal(name: string, { status, headers }: Response): ApplicationFailure {
  const answered = `The webhook of notification "${name}" answered ${status}`;
  if (status >= 300 && status < 400) {
    return ApplicationFailure.nonRetryable(
      `${answered}, a redirect, which is not followed: give it the final address`,
      'WebhookRefused',
    );
  }
  if (status >= 400 && status < 500 && status !== 408 && status !== 429) {
    return ApplicationFailure.nonRetryable(
      `${answered}: check its address, its headers and its format`,
      'WebhookRefused',
    );
  }
  const pause = pauseOf(headers.get('retry-after'));
  return ApplicationFailure.create({
    message: answered,
    type: 'WebhookFailed',
    ...(pause === undefined ? {} : { nextRetryDelay: pause }),
  });
}

/** Seconds as Slack sends them with a 429, in milliseconds; a date, which the header may be too, is left aside. */
function pauseOf(retryAfter: string | null): number | undefined {
  const seconds = Number(retryAfter ?? '');
  return seconds > 0 ? Math.min(seconds * 1000, longestPause) : undefined;
}
