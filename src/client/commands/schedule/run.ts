import { ownSchedule } from '../../schedules/own-schedule';
import { runNow } from '../../schedules/run-now';
import type { GlobalOptions } from '../../session';
import { configOf, withSession } from '../../session';
import { tellStarted } from '../../tell-started';

/** `logkeep schedule run <cluster>`: a backup now, as the schedule would start it. */
export async function runScheduleCommand(cluster: string, options: GlobalOptions): Promise<void> {
  const config = configOf(options);
  return withSession(config, options, async (session) => {
    const workflowId = await runNow(await ownSchedule(session, config, cluster));
    await tellStarted(session, session.client.find(workflowId), 'backup', cluster);
  });
}
