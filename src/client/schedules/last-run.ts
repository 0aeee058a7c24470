import { WorkflowNotFoundError } from '@temporalio/client';
import type { ScheduleDescription } from '@temporalio/client';
import type { LogkeepClient } from '../logkeep-client';
import { commandErrorOf } from '../run-failure';

/** The newest run that a schedule has started, and what has become of it. */
export interface LastRun {
  workflowId: string;
  /** When it was meant to start: later than planned where it was caught up. */
  scheduledAt: Date;
  /** `gone`: its history was deleted, as Temporal does after some days. */
  outcome: 'running' | 'ok' | 'failed' | 'gone';
  /** Why it failed, as one sentence. */
  reason?: string;
}

/** Null when the schedule has started none yet. */
export async function lastRunOf(client: LogkeepClient, description: ScheduleDescription): Promise<LastRun | null> {
  const last = description.info.recentActions.at(-1);
  if (last === undefined) return null;
  const { workflowId, firstExecutionRunId } = last.action.workflow;
  const run = { workflowId, scheduledAt: last.scheduledAt };
  const handle = client.temporal.workflow.getHandle(workflowId, undefined, { firstExecutionRunId });
  try {
    const { status } = await handle.describe();
    if (status.name === 'RUNNING' || status.name === 'PAUSED') return { ...run, outcome: 'running' };
    // Ended already: this does not wait.
    await handle.result();
    return { ...run, outcome: 'ok' };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { ...run, outcome: 'gone' };
    const failure = commandErrorOf(error, workflowId);
    if (failure === error || !(failure instanceof Error)) throw error;
    return { ...run, outcome: 'failed', reason: failure.message };
  }
}
