import { ownSchedule } from '../../schedules/own-schedule';
import type { GlobalOptions } from '../../session';
import { configOf, withSession } from '../../session';

/** `logkeep schedule resume <cluster>`: what was missed meanwhile is not caught up with. */
export async function resumeCommand(cluster: string, options: GlobalOptions): Promise<void> {
  const config = configOf(options);
  return withSession(config, options, async (session) => {
    const schedule = await ownSchedule(session, config, cluster);
    await schedule.unpause('resumed by logkeep schedule resume');
    if (session.json) return session.print(JSON.stringify({ cluster, state: 'active' }));
    session.print(`${cluster} is backed up by its schedule again; to back up now: logkeep schedule run ${cluster}`);
  });
}
