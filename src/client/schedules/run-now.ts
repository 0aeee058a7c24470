import { setTimeout as pause } from 'node:timers/promises';
import { ScheduleOverlapPolicy } from '@temporalio/client';
import type { ScheduleDescription, ScheduleHandle } from '@temporalio/client';
import { CommandError, exitCode } from '../exit-code';

/** The server takes the request at once and acts on it within a second or two. */
const patience = 30_000;
const interval = 200;

/**
 * Starts a run of a schedule now, also of a paused one. Returns its workflow ID.
 * @throws CommandError (refused) when one is running still.
 */
export async function runNow(handle: ScheduleHandle): Promise<string> {
  const { info: before } = await handle.describe();
  const newest = newestOf(before);
  // Without it, Temporal would start a second one beside a running one, whatever the schedule says.
  await handle.trigger(ScheduleOverlapPolicy.SKIP);
  const end = performance.now() + patience;
  while (performance.now() < end) {
    const { info } = await handle.describe();
    const started = newestOf(info);
    if (started !== undefined && started !== newest) return started;
    if (info.numActionsSkippedOverlap > before.numActionsSkippedOverlap) throw skipped(info);
    await pause(interval);
  }
  throw new CommandError(
    `Temporal took the request, but has started nothing within ${patience / 1000} s: see logkeep schedule list`,
  );
}

function newestOf({ recentActions }: ScheduleDescription['info']): string | undefined {
  return recentActions.at(-1)?.action.workflow.workflowId;
}

function skipped({ runningActions, recentActions }: ScheduleDescription['info']): CommandError {
  const running = (runningActions.at(-1) ?? recentActions.at(-1)?.action)?.workflow.workflowId ?? 'one';
  return new CommandError(
    `Nothing was started: ${running} is still running. Follow it with: logkeep watch ${running}`,
    exitCode.refused,
  );
}
