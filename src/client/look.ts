import { CommandError } from './exit-code';
import type { Operations } from './logkeep-client';
import { commandErrorOf } from './run-failure';
import type { Session } from './session';

/**
 * Whoever looks waits for the answer, so that without a worker nothing is started that would wait for one.
 * @throws CommandError when no worker takes work.
 */
export async function requireWorker({ client }: Session): Promise<void> {
  if (await client.hasWorker()) return;
  throw new CommandError(
    `No worker takes work from the task queue "${client.taskQueue}", and the command asks the clusters through one: start one (npm run worker)`,
  );
}

/** Runs a workflow that only looks, and returns what it saw. */
export async function look<Name extends 'snapshots' | 'status'>(
  session: Session,
  name: Name,
  input: Operations[Name]['input'],
): Promise<Operations[Name]['result']> {
  // Nobody comes back for the answer of a look that was abandoned.
  const run = await session.client.start(name, input, new Date(), { workflowExecutionTimeout: '2 minutes' });
  try {
    return await run.result();
  } catch (error) {
    throw commandErrorOf(error, run.workflowId);
  }
}
