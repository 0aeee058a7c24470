import { z } from 'zod';

/** What people can want to be told. */
export const notificationKinds = ['failed', 'recovered', 'approval', 'overdue', 'kept', 'drill'] as const;

export type NotificationKind = (typeof notificationKinds)[number];

const text = z.string();
const moment = z.number().describe('Milliseconds since 1970');
const savedSchema = z.strictObject({ snapshot: text, endedAt: moment });

/** What there is to tell; every time in milliseconds since 1970. */
export const newsSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('failed'), reason: text.describe('One sentence') }),
  z.strictObject({ kind: z.literal('recovered'), summary: text.describe('How the backups are now, one clause') }),
  z.strictObject({
    kind: z.literal('approval'),
    deletions: z.int().describe('How many indices wait to be deleted'),
    first: z.array(text).describe('The first of their names'),
    until: moment.describe('When the run stops waiting'),
    how: text.describe('What to do to approve, one clause'),
  }),
  z.strictObject({
    kind: z.literal('overdue'),
    since: moment.describe('The newest success, or else when it was first looked for one'),
    newest: savedSchema.optional().describe('The newest successful backup, where there is one'),
    unreachable: z
      .strictObject({ since: moment, reason: text })
      .optional()
      .describe('Since when and why the cluster could not be asked'),
  }),
  z.strictObject({
    kind: z.literal('kept'),
    indices: z.int().describe('How many restored indices stay although their time is over'),
    first: z.array(text).describe('The first of their names'),
    reason: text.describe('Why the first of them stays, one clause'),
    how: text.describe('What to do about them, one clause'),
  }),
  z.strictObject({ kind: z.literal('drill'), reason: text.describe('Why a drill has failed, one sentence') }),
]);

export type News = z.output<typeof newsSchema>;

/** A backup that the repository says to be whole. */
export type SavedBackup = z.output<typeof savedSchema>;

/** One thing to tell, with where and when it happened. `at`: milliseconds since 1970. */
export interface Notification {
  cluster: string;
  workflowId: string;
  runId: string;
  at: number;
  news: News;
}

/** The workflow ID under which a notification is sent: one for each run and kind, found again by its cluster. */
export function notificationId(cluster: string, kind: NotificationKind, runId: string): string {
  return `${notificationIds(cluster)}${kind}/${runId}`;
}

/** How the IDs of a cluster's notifications begin; a cluster's name has no slash, so it begins no other one's. */
export function notificationIds(cluster: string): string {
  return `notification/${cluster}/`;
}

/** What an ID of `notificationId` tells; undefined for any other ID. */
export function kindOfNotification(id: string): NotificationKind | undefined {
  const [, , kind] = id.split('/');
  return notificationKinds.find((known) => known === kind);
}
