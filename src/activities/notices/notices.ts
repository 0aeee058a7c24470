import type { NotificationFormat } from '../../planning/notification-body';
import type { NotificationKind } from '../../planning/notification';
import type { BackupMetrics } from './backup-metrics';

/** Where notifications are posted to, with its secrets read. Only its name may enter a history, a log or an error. */
export interface Webhook {
  name: string;
  address: string;
  format: NotificationFormat;
  /** Absent: all. */
  clusters?: readonly string[];
  on: readonly NotificationKind[];
  headers: Record<string, string>;
}

/** How the world hears of backups. */
export interface Notices {
  webhooks: readonly Webhook[];
  metrics: BackupMetrics;
  /** The run in the Temporal UI; undefined where nobody has said where that is. */
  linkTo(workflowId: string, runId: string): string | undefined;
}
