import { ownSchedule } from '../../schedules/own-schedule';
import type { GlobalOptions } from '../../session';
import { configOf, withSession } from '../../session';

/** `logkeep schedule pause <cluster>`: no backups until it is resumed; the check that none is missing goes on. */
export async function pauseCommand(cluster: string, options: GlobalOptions & { note?: string }): Promise<void> {
  const config = configOf(options);
  return withSession(config, options, async (session) => {
    const schedule = await ownSchedule(session, config, cluster);
    await schedule.pause(options.note ?? 'by logkeep schedule pause');
    if (session.json) return session.print(JSON.stringify({ cluster, state: 'paused' }));
    session.print(
      `No backup of ${cluster} starts by itself until: logkeep schedule resume ${cluster}\n` +
        'The hourly check goes on: it will say when the last success is too long ago',
    );
  });
}
