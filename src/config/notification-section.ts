import { z } from 'zod';
import type { NotificationFormat } from '../planning/notification-body';
import { notificationFormats } from '../planning/notification-body';
import type { NotificationKind } from '../planning/notification';
import { notificationKinds } from '../planning/notification';
import { didYouMean } from '../planning/suggestion';
import type { SecretReference } from './secret';
import { secretFrom, secretSchema } from './secret';

/** Where notifications are posted to, with everything decided. Its secrets are still references. */
export interface NotificationSettings {
  name: string;
  url: SecretReference;
  format: NotificationFormat;
  /** Absent: of every cluster, also of those that the file gets later. */
  clusters?: string[];
  on: NotificationKind[];
  headers: Record<string, SecretReference>;
}

const ownHeaders = ['connection', 'content-length', 'content-type', 'host', 'transfer-encoding'];

// RFC 9110, a token.
const headerName = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'the name of a header must be letters, digits and dashes')
  .refine((name) => !ownHeaders.includes(name.toLowerCase()), 'logkeep sets this header itself');

const webhookSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'must be lower-case letters, digits and dashes, at most 63')
    .describe('A name of your choice, for histories and logs, where the address must not stand'),
  // Whoever has the address of a webhook may post to it; no rule could tell which addresses are none of that kind.
  url: secretSchema.describe('Where the address of the webhook is: {env: NAME} or {file: /path}'),
  format: z
    .enum(notificationFormats, { error: `must be one of: ${notificationFormats.join(', ')}` })
    .default('json')
    .describe('json, or slack for Slack, Mattermost, Rocket.Chat and their like'),
  clusters: z
    .array(z.string())
    .min(1, 'must not be an empty list: leave it out for all clusters')
    .optional()
    .describe('Of which clusters; default all'),
  on: z
    .array(z.enum(notificationKinds, { error: `must be one of: ${notificationKinds.join(', ')}` }))
    .min(1, 'must not be an empty list: leave it out for everything')
    .default([...notificationKinds])
    .describe('What is worth telling; default everything'),
  headers: z
    .record(headerName, secretSchema)
    .default({})
    .describe('More headers of the request, for example Authorization; each {env: NAME} or {file: /path}'),
});

/** `notifications` as the file may say it. */
export const notificationsSchema = z
  .array(webhookSchema)
  .describe('Who is told when backups fail, wait or are overdue');

type Written = z.output<typeof notificationsSchema>;
type Place = (path: readonly PropertyKey[]) => string;

/** Every name that does not fit: a webhook's that is taken, a cluster's that the file does not have. */
export function notificationProblems(written: Written, clusters: readonly string[], place: Place): string[] {
  const names = written.map(({ name }) => name);
  return written.flatMap((webhook, index) => [
    ...(names.indexOf(webhook.name) === index
      ? []
      : [`${place(['notifications', index, 'name'])}: "${webhook.name}" is there already: give each its own name`]),
    ...(webhook.clusters ?? []).flatMap((name, position) => {
      if (clusters.includes(name)) return [];
      const hint = didYouMean(name, clusters) || ` (known: ${clusters.join(', ') || 'none'})`;
      return [`${place(['notifications', index, 'clusters', position])}: there is no cluster "${name}"${hint}`];
    }),
  ]);
}

/** @param folder where logkeep.yaml lies. */
export function resolveNotifications(written: Written, folder: string): NotificationSettings[] {
  return written.map(({ clusters, url, headers, ...webhook }) => ({
    ...webhook,
    url: secretFrom(folder, url),
    ...(clusters === undefined ? {} : { clusters }),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, secretFrom(folder, value)])),
  }));
}
