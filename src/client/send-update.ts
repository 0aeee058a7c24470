import { WorkflowUpdateFailedError } from '@temporalio/client';
import { CommandError, exitCode } from './exit-code';
import { commandErrorOf } from './run-failure';
import type { Session } from './session';

/**
 * Sends an update to a run and returns what it says.
 * @param updateId the same one twice is one update; absent, each is another.
 * @throws CommandError (refused) with the run's own words.
 */
export async function sendUpdate(
  { client }: Session,
  workflowId: string,
  name: string,
  input: object,
  updateId?: string,
): Promise<string> {
  try {
    return await client.find(workflowId).executeUpdate<string, [object]>(name, {
      args: [input],
      ...(updateId === undefined ? {} : { updateId }),
    });
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError)
      throw new CommandError(error.cause?.message ?? error.message, exitCode.refused);
    throw commandErrorOf(error, workflowId);
  }
}
