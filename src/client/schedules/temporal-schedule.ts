import { ScheduleOverlapPolicy } from '@temporalio/client';
import type { ScheduleDescription, ScheduleOptions } from '@temporalio/client';
import type { FoundSchedule, ScheduleFields } from '../../planning/schedule-plan';
import type { WantedSchedule } from '../../planning/scheduled-runs';
import { TimeSpan } from '../../planning/time-span';
import { calendarOf, timesOf } from './calendar';
import { clusterAttribute } from './cluster-attribute';

/** What every schedule of a file has in common. */
export interface Surroundings {
  taskQueue: string;
  /** Whether the namespace has the search attribute LogkeepCluster. */
  clusterAttribute: boolean;
}

/** Marks a schedule as logkeep's own. */
const memoKey = 'logkeep';

/** A schedule on a Temporal server, as it is now. */
export interface PresentSchedule extends FoundSchedule {
  description: ScheduleDescription;
}

/** A wanted schedule as the server takes it. Its state is left to whoever creates or updates it. */
export function optionsOf(schedule: WantedSchedule, { taskQueue, clusterAttribute: isFound }: Surroundings) {
  const { id, kind, cluster, workflowType, workflowId, cron, timeZone, catchUp, input } = schedule;
  const attributes = isFound ? { typedSearchAttributes: [{ key: clusterAttribute, value: cluster }] } : {};
  return {
    scheduleId: id,
    spec: { calendars: [calendarOf(cron)], timezone: timeZone },
    action: {
      type: 'startWorkflow',
      workflowType,
      workflowId,
      taskQueue,
      args: [input],
      staticSummary: summaryOf(schedule),
      ...attributes,
    },
    policies: {
      overlap: ScheduleOverlapPolicy.SKIP,
      catchupWindow: catchUp.milliseconds,
      pauseOnFailure: false,
    },
    memo: { [memoKey]: { kind, cluster } },
    ...attributes,
  } satisfies ScheduleOptions;
}

/** How a wanted schedule will read once it is there: the counterpart of `present`. */
export function wantedFields(schedule: WantedSchedule, { taskQueue, ...more }: Surroundings): ScheduleFields {
  const { cluster, workflowType, workflowId, cron, timeZone, catchUp, input } = schedule;
  return {
    runs: cron.text,
    'time zone': timeZone,
    'catch-up window': String(catchUp),
    overlap: 'SKIP',
    'pauses on failure': 'no',
    starts: startText(workflowType, [input]),
    'workflow ID': workflowId,
    'task queue': taskQueue,
    summary: summaryOf(schedule),
    ...(more.clusterAttribute ? { [clusterAttribute.name]: cluster } : {}),
  };
}

/** Reads a schedule of the server: whose it is, and all that makes it run, so that nothing of it is overlooked. */
export function present(description: ScheduleDescription, surroundings: Surroundings): PresentSchedule {
  const { scheduleId, memo, spec, policies, action } = description;
  const cluster = clusterIn(memo);
  return {
    id: scheduleId,
    ...(cluster === undefined ? {} : { cluster }),
    taskQueue: action.taskQueue,
    fields: {
      runs: timesOf(spec),
      'time zone': spec.timezone || 'UTC',
      'catch-up window': spanText(policies.catchupWindow / 1000),
      overlap: policies.overlap ?? 'SKIP',
      'pauses on failure': policies.pauseOnFailure ? 'yes' : 'no',
      starts: startText(action.workflowType, action.args ?? []),
      'workflow ID': action.workflowId ?? 'none',
      'task queue': action.taskQueue,
      summary: action.staticSummary ?? 'none',
      ...(surroundings.clusterAttribute ? { [clusterAttribute.name]: attributeText(description) } : {}),
      ...limitsOf(description),
    },
    description,
  };
}

/** The cluster for which logkeep made a schedule with this memo; undefined when logkeep did not make it. */
export function clusterIn(memo: Record<string, unknown> | undefined): string | undefined {
  const mark = memo?.[memoKey];
  const cluster = typeof mark === 'object' && mark !== null && 'cluster' in mark ? mark.cluster : undefined;
  return typeof cluster === 'string' ? cluster : undefined;
}

function summaryOf({ workflowType, cluster }: WantedSchedule): string {
  return `${workflowType} of cluster ${cluster}`;
}

function startText(workflowType: string, args: readonly unknown[]): string {
  return [workflowType, ...args.map((each) => JSON.stringify(each))].join(' ');
}

function spanText(seconds: number): string {
  return Number.isInteger(seconds) && seconds > 0 ? String(TimeSpan.ofSeconds(seconds)) : `${seconds} s`;
}

/** That of the schedule, and that of its runs where it is another one. */
function attributeText({ typedSearchAttributes, action }: ScheduleDescription): string {
  // Written as a list of pairs, but always read as this class.
  const ofRuns = Array.isArray(action.typedSearchAttributes) ? undefined : action.typedSearchAttributes;
  const values = [typedSearchAttributes, ofRuns].map((attributes) => attributes?.get(clusterAttribute) ?? 'none');
  return [...new Set(values)].join(', its runs ');
}

/** What logkeep never sets, and what would end or cut off runs if a person did. */
function limitsOf({ state, action }: ScheduleDescription): ScheduleFields {
  const { workflowExecutionTimeout, workflowRunTimeout, workflowTaskTimeout, retry } = action;
  const limits = {
    'runs left': state.remainingActions,
    'execution timeout': workflowExecutionTimeout,
    'run timeout': workflowRunTimeout,
    'task timeout': workflowTaskTimeout,
    retry: retry === undefined ? undefined : JSON.stringify(retry),
  };
  const set = Object.entries(limits).filter(([, value]) => value !== undefined && value !== 0);
  return Object.fromEntries(set.map(([name, value]) => [name, String(value)]));
}
