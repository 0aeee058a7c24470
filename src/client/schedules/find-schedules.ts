import { ScheduleNotFoundError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { insteadOf } from '../../planning/instead-of';
import { atMost } from './at-most';
import { clusterIn, present } from './temporal-schedule';
import type { PresentSchedule, Surroundings } from './temporal-schedule';

/** Many enough for a thousand clusters in seconds, few enough for a server's limit of requests. */
export const atOnce = 16;

/**
 * The schedules with these IDs, as far as they are there, and all others of logkeep. The first are read from the
 * schedules themselves; of the others, one that was made or deleted a moment ago may still be missing or listed.
 */
export async function findSchedules(
  client: Client,
  ids: readonly string[],
  surroundings: Surroundings,
): Promise<PresentSchedule[]> {
  const others = await otherSchedules(client, new Set(ids));
  const described = await atMost(atOnce, [...ids, ...others], (id) =>
    insteadOf(ScheduleNotFoundError, client.schedule.getHandle(id).describe(), null),
  );
  return described.flatMap((description) => (description === null ? [] : [present(description, surroundings)]));
}

async function otherSchedules(client: Client, known: ReadonlySet<string>): Promise<string[]> {
  const others: string[] = [];
  for await (const { scheduleId, memo } of client.schedule.list({ pageSize: 1000 })) {
    if (clusterIn(memo) !== undefined && !known.has(scheduleId)) others.push(scheduleId);
  }
  return others;
}
