import type { WorkflowHandle } from '@temporalio/client';

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
type HistoryEvent = NonNullable<History['events']>[number];

/**
 * How long retention took within a run of `backup`, in seconds, by the times of its history: from when the choice was
 * put into Temporal's queue to when the end of the deletions was written down.
 */
export function retentionPart({ events }: History): number {
  const all = events ?? [];
  const scheduled = (type: string) =>
    all.find(({ activityTaskScheduledEventAttributes: task }) => task?.activityType?.name === type);
  const deletion = scheduled('deleteSnapshots');
  const completed = all.find(
    ({ activityTaskCompletedEventAttributes: task }) =>
      deletion !== undefined && task !== undefined && String(task?.scheduledEventId) === String(deletion.eventId),
  );
  return secondsOf(completed) - secondsOf(scheduled('planRetention'));
}

function secondsOf(event: HistoryEvent | undefined): number {
  return Number(event?.eventTime?.seconds ?? NaN) + Number(event?.eventTime?.nanos ?? 0) / 1e9;
}
