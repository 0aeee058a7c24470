import { ScheduleNotFoundError } from '@temporalio/client';
import type { ScheduleHandle } from '@temporalio/client';
import type { Config } from '../../config/load';
import { insteadOf } from '../../planning/instead-of';
import { scheduleId } from '../../planning/scheduled-runs';
import type { ScheduleKind } from '../../planning/scheduled-runs';
import { didYouMean } from '../../planning/suggestion';
import { CommandError, exitCode } from '../exit-code';
import type { Session } from '../session';
import { clusterIn } from './temporal-schedule';

/**
 * The schedule of a cluster, which may have left the file.
 * @throws CommandError (usage) when there is none, with what to do; (refused) when it is not logkeep's.
 */
export async function ownSchedule(
  { client }: Session,
  config: Config,
  cluster: string,
  kind: ScheduleKind = 'backup',
): Promise<ScheduleHandle> {
  const id = scheduleId(kind, cluster);
  const handle = client.temporal.schedule.getHandle(id);
  const description = await insteadOf(ScheduleNotFoundError, handle.describe(), null);
  if (description === null) throw new CommandError(missing(config, cluster, kind), exitCode.usage);
  if (clusterIn(description.memo) === undefined)
    throw new CommandError(
      `Schedule ${id} was not made by logkeep, so it is left alone: delete or rename it in Temporal`,
      exitCode.refused,
    );
  return handle;
}

function missing({ file, clusters }: Config, cluster: string, kind: ScheduleKind): string {
  const isDrill = kind === 'drill';
  const none = `Cluster ${cluster} has no schedule ${isDrill ? 'of drills ' : ''}in Temporal`;
  const written = clusters.find(({ name }) => name === cluster);
  if ((isDrill ? written?.drill : written?.schedule) !== undefined) return `${none} yet: run logkeep schedule apply`;
  const line = isDrill ? 'drill: {schedule: "0 4 * * 0"}' : 'schedule: "0 1 * * *"';
  if (written !== undefined)
    return `${none}, nor in ${file}: give it one there (${line}) and run logkeep schedule apply`;
  const names = clusters.map(({ name }) => name);
  return `${none}, and ${file} has no such cluster${didYouMean(cluster, names) || ` (it has ${names.join(', ')})`}`;
}
