import { defaultPayloadConverter } from '@temporalio/common';
import type { NextRestart } from '../../src/activities/setup/next-restart';
import type { PlannedRestart } from '../../src/planning/rollout-order';
import type { TemporalWorld } from './temporal';

/** Which pods a run has restarted, and why, in their order: from its history. */
export async function restartsOf({ client }: TemporalWorld, workflowId: string): Promise<PlannedRestart[]> {
  const events = (await client.workflow.getHandle(workflowId).fetchHistory()).events ?? [];
  const asked = events
    .filter(({ activityTaskScheduledEventAttributes: its }) => its?.activityType?.name === 'nextRestart')
    .map(({ eventId }) => Number(eventId));
  return events.flatMap(({ activityTaskCompletedEventAttributes: its }) => {
    const [answer] = its?.result?.payloads ?? [];
    if (answer === undefined || !asked.includes(Number(its?.scheduledEventId))) return [];
    const { next } = defaultPayloadConverter.fromPayload<NextRestart>(answer);
    return next === null ? [] : [next];
  });
}
