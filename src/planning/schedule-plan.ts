import type { WantedSchedule } from './scheduled-runs';

/** What a schedule does, each part as a text for people: `{ 'time zone': 'Asia/Shanghai' }`. */
export type ScheduleFields = Record<string, string>;

/** A schedule that is on the server. */
export interface FoundSchedule {
  id: string;
  /** The cluster that logkeep made it for; absent when somebody else made it. */
  cluster?: string;
  taskQueue: string;
  fields: ScheduleFields;
}

export interface FieldChange {
  field: string;
  from: string;
  to: string;
}

/** What is done with one schedule, and why. */
export type ScheduleStep =
  | { action: 'create' | 'keep'; id: string; cluster: string }
  | { action: 'update'; id: string; cluster: string; changes: FieldChange[] }
  /** Its cluster, or the times of it, left the file. `left` until removing is asked for. */
  | { action: 'remove' | 'leave'; id: string; cluster: string }
  /** Somebody else's schedule has the ID that logkeep needs. */
  | { action: 'refuse'; id: string; cluster: string };

/** A schedule as wanted, together with how it reads on the server once it is there. */
export interface Wish {
  schedule: WantedSchedule;
  fields: ScheduleFields;
}

/**
 * Brings the schedules of a server in line with a file: what is wanted first, in the order of the file, then what is
 * left over, in the order of the names. Left over are only schedules that logkeep made on this file's task queue:
 * another file on the same server has another one.
 */
export function planSchedules(
  wishes: readonly Wish[],
  found: readonly FoundSchedule[],
  { taskQueue, prune }: { taskQueue: string; prune: boolean },
): ScheduleStep[] {
  const there = new Map(found.map((each) => [each.id, each]));
  const wanted = new Set(wishes.map(({ schedule }) => schedule.id));
  const leftOver = found
    .filter((each) => !wanted.has(each.id) && each.taskQueue === taskQueue)
    .flatMap(({ id, cluster }): ScheduleStep[] =>
      cluster === undefined ? [] : [{ action: prune ? 'remove' : 'leave', id, cluster }],
    );
  return [
    ...wishes.map((wish) => stepFor(wish, there.get(wish.schedule.id))),
    ...leftOver.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  ];
}

function stepFor({ schedule: { id, cluster }, fields }: Wish, found: FoundSchedule | undefined): ScheduleStep {
  if (found === undefined) return { action: 'create', id, cluster };
  if (found.cluster === undefined) return { action: 'refuse', id, cluster };
  const changes = differences(found.fields, fields);
  return changes.length === 0 ? { action: 'keep', id, cluster } : { action: 'update', id, cluster, changes };
}

function differences(from: ScheduleFields, to: ScheduleFields): FieldChange[] {
  const names = new Set([...Object.keys(to), ...Object.keys(from)]);
  return [...names]
    .map((field) => ({ field, from: from[field] ?? 'none', to: to[field] ?? 'none' }))
    .filter((change) => change.from !== change.to);
}
