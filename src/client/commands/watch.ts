import { follow } from '../operate';
import { commandErrorOf } from '../run-failure';
import type { GlobalOptions } from '../session';
import { configOf, withSession } from '../session';

/** `logkeep watch RUN` */
export async function watchCommand(workflowId: string, options: GlobalOptions): Promise<void> {
  return withSession(configOf(options), options, async (session) => {
    const run = session.client.find(workflowId);
    const { type } = await run.describe().catch((error: unknown) => {
      throw commandErrorOf(error, workflowId);
    });
    await follow(session, run, type);
  });
}
