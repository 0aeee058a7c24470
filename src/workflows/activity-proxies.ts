import { ActivityCancellationType, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { ActivityOptions } from '@temporalio/workflow';
import type { Activities } from '../activities';
import { heedingCancellation } from './heeding-cancellation';

// Every activity heartbeats once a second by itself, so a dead worker is noticed within this time.
const heartbeatTimeout = '10s';
// By default a cancelled activity counts as ended while it still runs: its undo would look before there is anything.
const cancellationType = ActivityCancellationType.WAIT_CANCELLATION_COMPLETED;
const retry = { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' } as const;

function activitiesWith(limits: Pick<ActivityOptions, 'startToCloseTimeout' | 'scheduleToCloseTimeout' | 'retry'>) {
  return heedingCancellation(proxyActivities<Activities>({ heartbeatTimeout, cancellationType, retry, ...limits }));
}

/** Looks and small changes. Elasticsearch may be away for a while, but a person should not wait for ever to hear it. */
export const quick = activitiesWith({
  startToCloseTimeout: '10 minutes',
  scheduleToCloseTimeout: '30 minutes',
});

/** Short looks, within the workflow's own task: for one event of history each instead of six. */
export const instant = proxyLocalActivities<Pick<Activities, 'openCluster' | 'recordBackup' | 'lastTold'>>({
  startToCloseTimeout: '30s',
  scheduleToCloseTimeout: '45s',
  retry: { ...retry, maximumAttempts: 3 },
});

/** What may wait hours for other snapshots, or be as slow as a big repository. */
export const patient = activitiesWith({
  startToCloseTimeout: '2 hours',
  scheduleToCloseTimeout: '12 hours',
});

/** What an operation can do without, when it cannot be had in a few attempts. */
export const dispensable = activitiesWith({
  startToCloseTimeout: '10 minutes',
  scheduleToCloseTimeout: '15 minutes',
  retry: { ...retry, maximumAttempts: 3 },
});

/** Looks that may have to wait for a slow volume, while a person or a backup waits for them. */
export const attentive = activitiesWith({
  startToCloseTimeout: '60s',
  scheduleToCloseTimeout: '90s',
  retry: { ...retry, maximumAttempts: 3 },
});

/** Looks for a person who waits at a terminal: better a prompt failure than a late answer. */
export const glance = activitiesWith({
  startToCloseTimeout: '30s',
  scheduleToCloseTimeout: '45s',
  retry: { ...retry, maximumAttempts: 3 },
});

/** Messages to receivers that may be away for a while; later than that they are no news. */
export const courier = activitiesWith({
  startToCloseTimeout: '30s',
  scheduleToCloseTimeout: '30 minutes',
  retry: { ...retry, maximumInterval: '2 minutes' },
});
