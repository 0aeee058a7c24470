import { localTime } from '../../planning/local-time';
import type { FieldChange, ScheduleStep } from '../../planning/schedule-plan';
import { TimeZone } from '../../planning/time-zone';
import type { LastRun } from './last-run';
import type { PresentSchedule } from './temporal-schedule';

/** A schedule as `logkeep schedule list` shows it; what is not known of one that is not there yet is absent. */
export interface ListedSchedule {
  id: string;
  cluster: string;
  /** `missing`: in the file, but not in Temporal. `left over`: the other way round. */
  state: 'active' | 'paused' | 'missing';
  isLeftOver: boolean;
  /** In what it differs from the file. */
  changes: FieldChange[];
  note?: string;
  cron?: string;
  timeZone?: string;
  /** The next five, at the clock of its time zone; none while it is paused. */
  next: string[];
  lastRun?: Omit<LastRun, 'scheduledAt'> & { scheduledAt: string };
  /** How many runs were left out because Temporal was away for too long, and because one was running. */
  missed?: number;
  skipped?: number;
}

const upcoming = 5;

/** @param found the schedule as it is in Temporal; undefined when it is not there. */
export function listedSchedule(
  step: ScheduleStep,
  found: PresentSchedule | undefined,
  last: LastRun | null,
): ListedSchedule {
  const { id, cluster } = step;
  const kept = {
    id,
    cluster,
    isLeftOver: step.action === 'leave',
    changes: step.action === 'update' ? step.changes : [],
  };
  if (found === undefined) return { ...kept, state: 'missing', next: [] };
  const { state, spec, info } = found.description;
  const zone = zoneOf(spec.timezone);
  return {
    ...kept,
    state: state.paused ? 'paused' : 'active',
    ...(state.paused && state.note ? { note: state.note } : {}),
    cron: found.fields['runs'] ?? '',
    timeZone: zone.name,
    next: state.paused ? [] : info.nextActionTimes.slice(0, upcoming).map((run) => localTime(run, zone)),
    ...(last === null ? {} : { lastRun: { ...last, scheduledAt: localTime(last.scheduledAt, zone) } }),
    missed: info.numActionsMissedCatchupWindow,
    skipped: info.numActionsSkippedOverlap,
  };
}

/** A person may have given it a zone that only the server knows. */
function zoneOf(name: string | undefined): TimeZone {
  try {
    return TimeZone.parse(name || 'UTC');
  } catch {
    return TimeZone.parse('UTC');
  }
}
