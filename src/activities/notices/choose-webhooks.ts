import { notificationKinds } from '../../planning/notification';
import type { NotificationKind } from '../../planning/notification';
import type { Dependencies } from '../cluster';
import type { Webhook } from './notices';

/** The names of the webhooks that want to be told; an unknown cluster is the concern of those that want to hear of all. */
export function chooseWebhooks(
  { notices }: Dependencies,
  { cluster, kind }: { cluster: string; kind: NotificationKind },
): Promise<string[]> {
  return Promise.resolve(notices.webhooks.filter((webhook) => wants(webhook, cluster, kind)).map(({ name }) => name));
}

/** What anybody wants to be told of a cluster. */
export function wantedNews(webhooks: readonly Webhook[], cluster: string): NotificationKind[] {
  return notificationKinds.filter((kind) => webhooks.some((webhook) => wants(webhook, cluster, kind)));
}

function wants({ clusters, on }: Webhook, cluster: string, kind: NotificationKind): boolean {
  return on.includes(kind) && (clusters === undefined || clusters.includes(cluster));
}
