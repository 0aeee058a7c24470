import { planSchedules } from '../../../planning/schedule-plan';
import { scheduleId } from '../../../planning/scheduled-runs';
import { atMost } from '../../schedules/at-most';
import { describeList } from '../../schedules/describe-list';
import { atOnce, findSchedules } from '../../schedules/find-schedules';
import { lastRunOf } from '../../schedules/last-run';
import { listedSchedule } from '../../schedules/listed-schedule';
import { skippedNights } from '../../schedules/skipped-nights';
import { surroundingsOf, wishesOf } from '../../schedules/wishes';
import type { GlobalOptions } from '../../session';
import { configOf, withSession } from '../../session';

/** `logkeep schedule list`: all schedules of the file, and what is left over of it in Temporal. */
export async function listCommand(options: GlobalOptions): Promise<void> {
  const config = configOf(options);
  return withSession(config, options, async (session) => {
    const { client, json, print, warn } = session;
    const surroundings = await surroundingsOf(session);
    const wishes = wishesOf(config, surroundings);
    const ids = wishes.map(({ schedule }) => schedule.id);
    const found = await findSchedules(client.temporal, ids, surroundings);
    const there = new Map(found.map((each) => [each.id, each]));
    const steps = planSchedules(wishes, found, { taskQueue: client.taskQueue, prune: false });
    const listed = await atMost(atOnce, steps, async (step) => {
      const schedule = there.get(step.id);
      return listedSchedule(
        step,
        schedule,
        schedule === undefined ? null : await lastRunOf(client, schedule.description),
      );
    });
    if (json) return print(JSON.stringify({ schedules: listed }));
    if (listed.length === 0) return print(`No cluster of ${config.file} has a schedule`);
    const isBackup = ({ id, cluster }: { id: string; cluster: string }) => id === scheduleId('backup', cluster);
    print(
      describeList(
        listed.filter(isBackup),
        listed.filter((each) => !isBackup(each)),
      ),
    );
    for (const night of skippedNights(config, new Date())) warn(`Warning: ${night}`);
  });
}
