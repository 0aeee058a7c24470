import type { News, Notification } from './notification';
import { notificationId } from './notification';
import { notificationSentence } from './notification-sentence';

/** `json`: the documented object. `slack`: what Slack, Mattermost, Rocket.Chat and their like take. */
export const notificationFormats = ['json', 'slack'] as const;

export type NotificationFormat = (typeof notificationFormats)[number];

/** The body of the request that carries a notification. @param link to the run in the Temporal UI, where that is known. */
export function notificationBody(format: NotificationFormat, notification: Notification, link?: string): string {
  return JSON.stringify(format === 'slack' ? slackMessage(notification, link) : jsonMessage(notification, link));
}

/** docs/notifications.md promises this shape: keys may be added, `version` goes up when one changes or goes. */
function jsonMessage(notification: Notification, link: string | undefined) {
  const { cluster, workflowId, runId, at, news } = notification;
  return {
    version: 1,
    // The same for every attempt to deliver it: a receiver can tell a second copy by it.
    id: notificationId(cluster, news.kind, runId),
    event: news.kind,
    cluster,
    time: iso(at),
    summary: notificationSentence(notification),
    details: detailsOf(news),
    workflowId,
    runId,
    ...(link === undefined ? {} : { link }),
  };
}

function detailsOf(news: News): object {
  switch (news.kind) {
    case 'failed':
    case 'drill':
      return { reason: news.reason };
    case 'recovered':
      return { summary: news.summary };
    case 'approval':
      return { deletions: news.deletions, first: news.first, until: iso(news.until), how: news.how };
    case 'kept':
      return { indices: news.indices, first: news.first, reason: news.reason, how: news.how };
    case 'overdue':
      return {
        since: iso(news.since),
        ...(news.newest && { newest: { snapshot: news.newest.snapshot, endedAt: iso(news.newest.endedAt) } }),
        ...(news.unreachable && {
          unreachable: { since: iso(news.unreachable.since), reason: news.unreachable.reason },
        }),
      };
  }
}

const signs: Record<News['kind'], string> = {
  failed: ':x:',
  recovered: ':white_check_mark:',
  approval: ':raised_hand:',
  overdue: ':hourglass:',
  kept: ':mag:',
  drill: ':x:',
};

function slackMessage(notification: Notification, link: string | undefined) {
  const { workflowId, news } = notification;
  const run = link === undefined ? escaped(workflowId) : `<${link}|${escaped(workflowId)}>`;
  return { text: `${signs[news.kind]} ${escaped(notificationSentence(notification))}\nRun: ${run}` };
}

/**
 * The three characters that Slack asks to be escaped (https://docs.slack.dev/messaging/formatting-message-text), so
 * that no reason can become a link or call a whole channel; and Mattermost's `@all`, which has no brackets.
 */
function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/@(?=[A-Za-z])/g, '@\u200b');
}

function iso(moment: number): string {
  return new Date(moment).toISOString();
}
