import { randomUUID } from 'node:crypto';
import { ScheduleOverlapPolicy } from '@temporalio/client';
import type { ScheduleHandle } from '@temporalio/client';
import type { Run } from '../../src/client/logkeep-client';
import { eventually } from './eventually';
import type { TemporalWorld } from './temporal';

/** A schedule that only starts what it is told to start. */
export interface TestSchedule {
  /** Starts the next run and waits for its end, however it ends. */
  trigger(): Promise<Run>;
  delete(): Promise<void>;
}

export async function createSchedule(
  { client, taskQueue }: TemporalWorld,
  workflowType: string,
  input: unknown,
): Promise<TestSchedule> {
  const schedule = await client.schedule.create({
    scheduleId: `test-${randomUUID()}`,
    spec: {},
    action: {
      type: 'startWorkflow',
      workflowType,
      workflowId: `${workflowType}-${randomUUID()}`,
      taskQueue,
      args: [input],
    },
  });
  return {
    trigger: async () => {
      const before = await runsOf(schedule);
      // As at its own times. The default of a trigger by hand hands nothing on from run to run.
      await schedule.trigger(ScheduleOverlapPolicy.SKIP);
      const [started] = await eventually(async () => {
        // By run: two that start in the same second have the same workflow ID.
        const more = (await runsOf(schedule)).filter(({ runId }) => !before.some((run) => run.runId === runId));
        return more.length > 0 && more;
      });
      const run: Run = client.workflow.getHandle(started?.workflowId ?? '', started?.runId);
      await run.result().catch(() => undefined);
      // Only then the schedule knows what to hand on to the next run.
      await eventually(async () => (await schedule.describe()).info.runningActions.length === 0);
      return run;
    },
    delete: () => schedule.delete(),
  };
}

async function runsOf(schedule: ScheduleHandle): Promise<{ workflowId: string; runId: string }[]> {
  const { info } = await schedule.describe();
  return info.recentActions.map(({ action: { workflow } }) => {
    return { workflowId: workflow.workflowId, runId: workflow.firstExecutionRunId };
  });
}
