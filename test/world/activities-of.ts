import { defaultPayloadConverter } from '@temporalio/common';
import type { TemporalWorld } from './temporal';

/** What a run has done. Times are milliseconds since 1970. */
export interface PastActivity {
  name: string;
  /** When it was scheduled. */
  from: number;
  /** When it came to its end; Infinity where it did not. */
  to: number;
  /** What it came back with; undefined where it did not, or with nothing. */
  result: unknown;
}

/** The activities of a run from its history, in the order in which they were scheduled. */
export async function activitiesOf({ client }: TemporalWorld, workflowId: string): Promise<PastActivity[]> {
  const events = (await client.workflow.getHandle(workflowId).fetchHistory()).events ?? [];
  const timeOf = (event: (typeof events)[number] | undefined) =>
    event === undefined ? Infinity : Number(event.eventTime?.seconds) * 1000 + Number(event.eventTime?.nanos) / 1e6;
  return events.flatMap((event) => {
    const name = event.activityTaskScheduledEventAttributes?.activityType?.name;
    if (typeof name !== 'string') return [];
    const completed = events.find(
      ({ activityTaskCompletedEventAttributes: its }) => Number(its?.scheduledEventId) === Number(event.eventId),
    );
    const [answer] = completed?.activityTaskCompletedEventAttributes?.result?.payloads ?? [];
    const result = answer === undefined ? undefined : defaultPayloadConverter.fromPayload(answer);
    return [{ name, from: timeOf(event), to: timeOf(completed), result }];
  });
}
