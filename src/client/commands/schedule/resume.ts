import { ownSchedule } from '../../schedules/own-schedule';
import type { GlobalOptions } from '../../session';
import { configOf, withSession } from '../../session';

/** `logkeep schedule resume <cluster>`: what was missed meanwhile is not caught up with. */
export async function resumeCommand(cluster: string, options: GlobalOptions & { drill: boolean }): Promise<void> {
  const config = configOf(options);
  return withSession(config, options, async (session) => {
    const schedule = await ownSchedule(session, config, cluster, options.drill ? 'drill' : 'backup');
    await schedule.unpause('resumed by logkeep schedule resume');
    if (session.json) return session.print(JSON.stringify({ cluster, state: 'active' }));
    if (options.drill)
      return session.print(
        `Days of ${cluster} are drilled by its schedule again; to drill now: logkeep drill ${cluster}`,
      );
    session.print(`${cluster} is backed up by its schedule again; to back up now: logkeep schedule run ${cluster}`);
  });
}
