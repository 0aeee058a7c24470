import { workflowInfo } from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';

const scheduledStart = defineSearchAttributeKey('TemporalScheduledStartTime', 'DATETIME');

/**
 * When this run was meant to start: the schedule's time for a scheduled run, also when it was caught up late, else
 * the time it was started. Stays the same over retries, so that names made from it do.
 */
export function startTime(): Date {
  const { typedSearchAttributes, startTime: started } = workflowInfo();
  return typedSearchAttributes.get(scheduledStart) ?? started;
}
