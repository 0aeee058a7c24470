import { ownSchedule } from '../../schedules/own-schedule';
import type { GlobalOptions } from '../../session';
import { configOf, withSession } from '../../session';

/** `logkeep schedule pause <cluster>`: no backups, or drills, until it is resumed; the check that none is missing goes on. */
export async function pauseCommand(
  cluster: string,
  options: GlobalOptions & { note?: string; drill: boolean },
): Promise<void> {
  const config = configOf(options);
  return withSession(config, options, async (session) => {
    const schedule = await ownSchedule(session, config, cluster, options.drill ? 'drill' : 'backup');
    await schedule.pause(options.note ?? 'by logkeep schedule pause');
    if (session.json) return session.print(JSON.stringify({ cluster, state: 'paused' }));
    if (options.drill)
      return session.print(`No drill of ${cluster} starts by itself until: logkeep schedule resume ${cluster} --drill`);
    session.print(
      `No backup of ${cluster} starts by itself until: logkeep schedule resume ${cluster}\n` +
        'The hourly check goes on: it will say when the last success is too long ago',
    );
  });
}
