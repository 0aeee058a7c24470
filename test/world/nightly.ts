import { randomUUID } from 'node:crypto';
import type { Client, ScheduleHandle } from '@temporalio/client';
import { ScheduleOverlapPolicy } from '@temporalio/client';
import type { Run } from '../../src/client/logkeep-client';
import { eventually } from './eventually';
import type { TemporalWorld } from './temporal';

/** A schedule of one test, whose nights come when the test says so. */
export interface Nightly {
  /** Starts the run of the night that begins on that day (`YYYY-MM-DD`, 01:00 UTC), as a schedule that catches up would. */
  night(day: string): Promise<Run>;
  remove(): Promise<void>;
}

/** Makes a paused schedule that starts a workflow every night at 01:00 UTC. */
export async function nightly(temporal: TemporalWorld, workflowType: string, input: object): Promise<Nightly> {
  const workflowId = `${workflowType}-${randomUUID()}`;
  const handle = await temporal.client.schedule.create({
    scheduleId: workflowId,
    spec: { cronExpressions: ['0 1 * * *'] },
    action: { type: 'startWorkflow', workflowType, workflowId, taskQueue: temporal.taskQueue, args: [input] },
    state: { paused: true },
  });
  return {
    night: (day) => startedFor(temporal.client, handle, workflowId, `${day}T01:00:00Z`),
    remove: () => handle.delete(),
  };
}

async function startedFor(client: Client, handle: ScheduleHandle, prefix: string, time: string): Promise<Run> {
  const moment = new Date(time).getTime();
  const overlap = ScheduleOverlapPolicy.ALLOW_ALL;
  await handle.backfill({ start: new Date(moment - 1000), end: new Date(moment + 1000), overlap });
  // A schedule appends its time to the ID of each run.
  const workflowId = `${prefix}-${time}`;
  return eventually(async () => {
    try {
      const run = client.workflow.getHandle<() => Promise<unknown>>(workflowId);
      await run.describe();
      return run;
    } catch {
      return false;
    }
  });
}
