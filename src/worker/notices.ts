import type { Notices, Webhook } from '../activities/notices/notices';
import { knownTemporalUi } from '../config/temporal';
import { runLink } from '../planning/run-link';
import { backupMetrics } from './backup-metrics';

/** Joins what activities need to be heard: webhooks, metrics, and links that lead others than this machine's users. */
export function noticesOf(webhooks: readonly Webhook[], clusters: Iterable<string>, namespace: string): Notices {
  const ui = knownTemporalUi();
  return {
    webhooks,
    metrics: backupMetrics(clusters),
    linkTo: (workflowId, runId) => (ui === undefined ? undefined : runLink(ui, namespace, workflowId, runId)),
  };
}
