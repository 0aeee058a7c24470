import { Cron } from './cron';
import type { ScheduleSettings } from './schedule-settings';
import { TimeSpan } from './time-span';

/** What of a cluster's settings its schedules are made from. */
export interface Schedulable {
  name: string;
  timeZone: string;
  schedule?: ScheduleSettings;
}

export type ScheduleKind = 'backup' | 'check';

/** A schedule as logkeep wants it on the Temporal server. */
export interface WantedSchedule {
  id: string;
  kind: ScheduleKind;
  cluster: string;
  workflowType: string;
  /** What the IDs of its runs begin with; Temporal adds the time. */
  workflowId: string;
  cron: Cron;
  timeZone: string;
  catchUp: TimeSpan;
}

type Times = Pick<WantedSchedule, 'cron' | 'timeZone' | 'catchUp'>;

/** Everything that runs by schedule: a new kind of run is a new entry. */
const kinds: Record<ScheduleKind, { workflowType: string; times: (cluster: Scheduled) => Times }> = {
  backup: {
    workflowType: 'backup',
    times: ({ timeZone, schedule: { cron, catchUp } }) => ({ timeZone, cron, catchUp }),
  },
  check: {
    workflowType: 'checkBackups',
    // Hourly whatever the clocks do; a check that comes when the next one is due tells nothing.
    times: ({ name }) => ({
      timeZone: 'UTC',
      cron: Cron.parse(`${minuteOf(name)} * * * *`),
      catchUp: TimeSpan.parse('30min'),
    }),
  },
};

type Scheduled = Schedulable & { schedule: ScheduleSettings };

export const scheduleKinds = Object.keys(kinds) as ScheduleKind[];

/** The schedules of a cluster; none when the file gives it no times. */
export function scheduledRuns(cluster: Schedulable): WantedSchedule[] {
  const { name, schedule } = cluster;
  if (schedule === undefined) return [];
  return scheduleKinds.map((kind) => {
    const { workflowType, times } = kinds[kind];
    return {
      id: scheduleId(kind, name),
      kind,
      cluster: name,
      workflowType,
      workflowId: `${workflowType}-${name}`,
      ...times({ ...cluster, schedule }),
    };
  });
}

export function scheduleId(kind: ScheduleKind, cluster: string): string {
  return `logkeep-${kind}-${cluster}`;
}

/** Spreads the checks of many clusters over the hour; always the same minute for the same name. */
function minuteOf(name: string): number {
  return [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 8_191, 7) % 60;
}
