import type { Config } from '../../config/load';
import type { Wish } from '../../planning/schedule-plan';
import { scheduledRuns } from '../../planning/scheduled-runs';
import type { Session } from '../session';
import { hasClusterAttribute } from './cluster-attribute';
import { wantedFields } from './temporal-schedule';
import type { Surroundings } from './temporal-schedule';

export async function surroundingsOf({ client }: Session): Promise<Surroundings> {
  return { taskQueue: client.taskQueue, clusterAttribute: await hasClusterAttribute(client.temporal) };
}

/** All schedules that the file asks for. */
export function wishesOf({ clusters }: Config, surroundings: Surroundings): Wish[] {
  return clusters
    .flatMap(scheduledRuns)
    .map((schedule) => ({ schedule, fields: wantedFields(schedule, surroundings) }));
}
