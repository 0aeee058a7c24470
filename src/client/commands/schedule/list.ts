import { scheduleId } from '../../../planning/scheduled-runs';
import type { ScheduleKind } from '../../../planning/scheduled-runs';
import { atMost } from '../../schedules/at-most';
import { describeList } from '../../schedules/describe-list';
import { atOnce } from '../../schedules/find-schedules';
import { lastRunOf } from '../../schedules/last-run';
import { listedSchedule } from '../../schedules/listed-schedule';
import { planForFile } from '../../schedules/plan-for-file';
import { skippedNights } from '../../schedules/skipped-nights';
import type { GlobalOptions } from '../../session';
import { configOf, withSession } from '../../session';

/** `logkeep schedule list`: all schedules of the file, and what is left over of it in Temporal. */
export async function listCommand(options: GlobalOptions): Promise<void> {
  const config = configOf(options);
  return withSession(config, options, async (session) => {
    const { client, json, print, warn } = session;
    const { steps, found } = await planForFile(client, config, false);
    const there = new Map(found.map((each) => [each.id, each]));
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
    const of = (kind: ScheduleKind) => listed.filter(({ id, cluster }) => id === scheduleId(kind, cluster));
    print(describeList(of('backup'), of('check'), of('drill')));
    for (const night of skippedNights(config, new Date())) warn(`Warning: ${night}`);
  });
}
