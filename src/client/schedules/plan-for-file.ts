import type { Config } from '../../config/load';
import { planSchedules } from '../../planning/schedule-plan';
import type { ScheduleStep } from '../../planning/schedule-plan';
import { scheduledRuns } from '../../planning/scheduled-runs';
import type { WantedSchedule } from '../../planning/scheduled-runs';
import type { LogkeepClient } from '../logkeep-client';
import { hasClusterAttribute } from './cluster-attribute';
import { findSchedules } from './find-schedules';
import { wantedFields } from './temporal-schedule';
import type { PresentSchedule, Surroundings } from './temporal-schedule';

/** What is to be done about the schedules of a file, and all that it was decided from. */
export interface FilePlan {
  steps: ScheduleStep[];
  wanted: WantedSchedule[];
  found: PresentSchedule[];
  surroundings: Surroundings;
}

/** Looks at the schedules in Temporal and compares them with the file. Changes nothing. */
export async function planForFile(client: LogkeepClient, { clusters }: Config, prune: boolean): Promise<FilePlan> {
  const { temporal, taskQueue } = client;
  const surroundings = { taskQueue, clusterAttribute: await hasClusterAttribute(temporal) };
  const wanted = clusters.flatMap(scheduledRuns);
  const ids = wanted.map(({ id }) => id);
  const found = await findSchedules(temporal, ids, surroundings);
  const wishes = wanted.map((schedule) => ({ schedule, fields: wantedFields(schedule, surroundings) }));
  return { steps: planSchedules(wishes, found, { taskQueue, prune }), wanted, found, surroundings };
}
