import { z } from 'zod';
import { newsSchema } from '../../planning/notification';
import { clusterField } from '../input-fields';

/** What `sendNotifications` takes. */
export const sendNotificationsInput = {
  workflow: 'sendNotifications',
  schema: z.strictObject({
    cluster: clusterField,
    news: newsSchema.describe('What to tell'),
    about: z
      .strictObject({ workflowId: z.string(), runId: z.string(), at: z.number() })
      .optional()
      .describe('Whose news it is, and when it happened; default this run, now'),
  }),
  example: { cluster: 'kubesphere', news: { kind: 'failed' as const, reason: 'only a test of the webhooks' } },
};

export type SendNotificationsInput = z.input<typeof sendNotificationsInput.schema>;

/** The names of the notifications in logkeep.yaml that were told. */
export interface SentNotifications {
  told: string[];
}
