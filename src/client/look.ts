import type { Operations } from './logkeep-client';
import { warnWithoutWorker } from './operate';
import { commandErrorOf } from './run-failure';
import type { Session } from './session';

/** Runs a workflow that only looks, and returns what it saw. */
export async function look<Name extends 'snapshots' | 'status'>(
  session: Session,
  name: Name,
  input: Operations[Name]['input'],
): Promise<Operations[Name]['result']> {
  const run = await session.client.start(name, input, new Date());
  await warnWithoutWorker(session);
  try {
    return await run.result();
  } catch (error) {
    throw commandErrorOf(error, run.workflowId);
  }
}
