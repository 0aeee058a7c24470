import type { WorkflowExecutionDescription } from '@temporalio/client';
import { CommandError, exitCode } from '../exit-code';
import type { Run } from '../logkeep-client';
import { commandErrorOf } from '../run-failure';
import type { GlobalOptions } from '../session';
import { configOf, withSession } from '../session';

/** `logkeep cancel RUN`: asks the run to stop and to put back what it did. */
export async function cancelCommand(workflowId: string, options: GlobalOptions): Promise<void> {
  return withSession(configOf(options), options, async (session) => {
    const { status } = await cancel(session.client.find(workflowId)).catch((error: unknown) => {
      throw commandErrorOf(error, workflowId);
    });
    // Temporal accepts the request all the same, and nothing happens.
    if (status.name !== 'RUNNING') {
      const message = `Run ${workflowId} has already ended (${status.name}): there is nothing to cancel`;
      throw new CommandError(message, exitCode.refused);
    }
    if (session.json) session.print(JSON.stringify({ type: 'cancelling', workflowId }));
    else session.print(`${workflowId} is being cancelled. See what it puts back with: logkeep watch ${workflowId}`);
  });
}

/** Looks first: what has ended before the request stays ended. */
async function cancel(run: Run): Promise<WorkflowExecutionDescription> {
  const description = await run.describe();
  await run.cancel();
  return description;
}
