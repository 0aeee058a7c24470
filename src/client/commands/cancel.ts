import { commandErrorOf } from '../run-failure';
import type { GlobalOptions } from '../session';
import { withSession } from '../session';

/** `logkeep cancel RUN`: asks the run to stop and to put back what it did. */
export function cancelCommand(workflowId: string, options: GlobalOptions): Promise<void> {
  return withSession(options, async (session) => {
    await session.client
      .find(workflowId)
      .cancel()
      .catch((error: unknown) => {
        throw commandErrorOf(error, workflowId);
      });
    if (session.json) session.print(JSON.stringify({ type: 'cancelling', workflowId }));
    else session.print(`${workflowId} is being cancelled. See what it puts back with: logkeep watch ${workflowId}`);
  });
}
