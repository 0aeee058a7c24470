import { Cron } from './cron';
import type { DrillSettings } from './drill/drill-settings';
import type { ScheduleSettings } from './schedule-settings';
import { TimeSpan } from './time-span';

/** What of a cluster's settings its schedules are made from. */
export interface Schedulable {
  name: string;
  timeZone: string;
  schedule?: ScheduleSettings;
  drill?: DrillSettings;
}

export type ScheduleKind = 'backup' | 'check' | 'drill';

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
  /** What each run is given. */
  input: { cluster: string; count?: number; into?: { cluster: string } };
}

type Runs = Pick<WantedSchedule, 'cron' | 'timeZone' | 'catchUp'> & {
  input?: Omit<WantedSchedule['input'], 'cluster'>;
};

/** Everything that runs by schedule: a new kind of run is a new entry. `runs` is undefined where the file has no times. */
const kinds: Record<ScheduleKind, { workflowType: string; runs: (cluster: Schedulable) => Runs | undefined }> = {
  backup: {
    workflowType: 'backup',
    runs: ({ timeZone, schedule }) => schedule && { timeZone, cron: schedule.cron, catchUp: schedule.catchUp },
  },
  check: {
    workflowType: 'checkBackups',
    // Hourly whatever the clocks do; a check that comes when the next one is due tells nothing.
    runs: ({ name, schedule }) =>
      schedule && {
        timeZone: 'UTC',
        cron: Cron.parse(`${minuteOf(name)} * * * *`),
        catchUp: TimeSpan.parse('30min'),
      },
  },
  drill: {
    workflowType: 'drill',
    runs: ({ timeZone, drill }) =>
      drill && {
        timeZone,
        cron: drill.cron,
        catchUp: drill.catchUp,
        input: { count: drill.days, ...(drill.into && { into: { cluster: drill.into } }) },
      },
  },
};

export const scheduleKinds = Object.keys(kinds) as ScheduleKind[];

/** The schedules of a cluster; none when the file gives it no times. */
export function scheduledRuns(cluster: Schedulable): WantedSchedule[] {
  const { name } = cluster;
  return scheduleKinds.flatMap((kind) => {
    const { workflowType, runs } = kinds[kind];
    const wanted = runs(cluster);
    if (wanted === undefined) return [];
    const { input, ...times } = wanted;
    return [
      {
        id: scheduleId(kind, name),
        kind,
        cluster: name,
        workflowType,
        workflowId: `${workflowType}-${name}`,
        ...times,
        input: { cluster: name, ...input },
      },
    ];
  });
}

export function scheduleId(kind: ScheduleKind, cluster: string): string {
  return `logkeep-${kind}-${cluster}`;
}

/** Spreads the checks of many clusters over the hour; always the same minute for the same name. */
function minuteOf(name: string): number {
  return [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 8_191, 7) % 60;
}
