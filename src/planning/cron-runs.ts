import type { Cron } from './cron';
import { Day } from './day';
import { TimeSpan } from './time-span';
import type { TimeZone } from './time-zone';

const minute = 60_000;
const wholeDay = 86_400_000;
/** From one 29 February to the next, when the year between is a 2100. */
const longestPause = 2_922;

/** Clocks that are changed and changed back, as for Ramadan in Morocco, keep the time between for four weeks or more. */
const calmDays = 20;

/** A day on which the cron is to run, and the moments at which it does: none where the clocks skip them all. */
interface RunDay {
  /** Midnight in UTC. */
  date: Date;
  runs: Date[];
}

/**
 * Every moment after this one at which the cron runs in that zone, the earliest first, without end. As Temporal's
 * schedules are documented (temporal.api.schedule.v1.ScheduleSpec, timezone_name): literally by the clock on the wall,
 * so that a time that the clocks skip does not run, and one that they repeat runs twice. In the night that the clocks
 * go back, server 1.32 has one run too many or too few in some zones (test/client/schedule-times.test.ts).
 */
export function* runsAfter(cron: Cron, zone: TimeZone, after: Date): Generator<Date> {
  for (const { runs } of runDaysAfter(cron, zone, after)) yield* runs.filter((run) => run > after);
}

/** The first so many of them. */
export function nextRuns(cron: Cron, zone: TimeZone, after: Date, most: number): Date[] {
  const next: Date[] = [];
  for (const run of runsAfter(cron, zone, after)) {
    if (next.length === most) break;
    next.push(run);
  }
  return next;
}

/** The longest time from one run to the next within a year, the nights of the clock changes among them. */
export function longestGap(cron: Cron, zone: TimeZone, after: Date): TimeSpan {
  const [first, ...more] = nextYear(runsAfter(cron, zone, after));
  if (first === undefined) throw new RangeError(`"${cron.text}" never runs`);
  let longest = 0;
  let last = first;
  for (const run of more) {
    longest = Math.max(longest, run.getTime() - last.getTime());
    last = run;
  }
  return TimeSpan.ofSeconds(longest / 1000);
}

/** The next day within a year on which the clocks skip all of its runs, such as 02:30 in spring; null when none. */
export function nextSkippedDay(cron: Cron, zone: TimeZone, after: Date): Day | null {
  const end = after.getTime() + 366 * wholeDay;
  for (const { date, runs } of runDaysAfter(cron, zone, after)) {
    if (runs.length === 0) return Day.parse(date.toISOString().slice(0, 10));
    if (runs.some((run) => run.getTime() > end)) return null;
  }
  return null;
}

/** Up to and with the first that comes a year or more after the first. */
function* nextYear(runs: Iterable<Date>): Generator<Date> {
  let end = Number.POSITIVE_INFINITY;
  for (const run of runs) {
    yield run;
    if (run.getTime() >= end) return;
    end = Math.min(end, run.getTime() + 366 * wholeDay);
  }
}

function* runDaysAfter(cron: Cron, zone: TimeZone, after: Date): Generator<RunDay> {
  const offsets = new Offsets(zone);
  // The clock on the wall, as if it were that of UTC. Of the day before, an hour may still be to come once more.
  const today = Math.floor((after.getTime() + offsets.at(after.getTime())) / wholeDay) * wholeDay;
  for (let wall = today - wholeDay, idle = 0; idle < longestPause; wall += wholeDay, idle += 1) {
    const date = new Date(wall);
    if (!runsOn(cron, date)) continue;
    idle = 0;
    yield { date, runs: momentsOf(cron, wall, offsets) };
  }
}

function runsOn({ fields }: Cron, date: Date): boolean {
  return (
    fields.dayOfMonth.includes(date.getUTCDate()) &&
    fields.month.includes(date.getUTCMonth() + 1) &&
    fields.dayOfWeek.includes(date.getUTCDay())
  );
}

function momentsOf({ fields }: Cron, wall: number, offsets: Offsets): Date[] {
  const clocks = fields.hour.flatMap((hour) => fields.minute.map((past) => wall + (hour * 60 + past) * minute));
  const around = offsets.around(wall);
  const [only] = around;
  if (around.length === 1 && only !== undefined) return clocks.map((clock) => new Date(clock - only));
  const moments = clocks.flatMap((clock) => around.map((offset) => ({ moment: clock - offset, offset })));
  const runs = moments.filter(({ moment, offset }) => offsets.at(moment) === offset).map(({ moment }) => moment);
  return runs.toSorted((a, b) => a - b).map((moment) => new Date(moment));
}

/** How far the clocks of a zone are ahead of UTC, in milliseconds. Asks as seldom as it can: to ask is slow. */
class Offsets {
  private calm = { from: 0, until: 0, offset: 0 };

  constructor(private readonly zone: TimeZone) {}

  at(moment: number): number {
    return this.zone.at(new Date(moment)).offset * minute;
  }

  /** Those that a day of the clock on the wall may have: two where it is near a change of the clocks. */
  around(wall: number): number[] {
    // Wherever on earth it is, all of a day lies between the beginning of the day before and the end of the day after.
    const [start, end] = [wall - wholeDay, wall + 2 * wholeDay];
    if (start >= this.calm.from && end <= this.calm.until) return [this.calm.offset];
    const offset = this.at(start);
    if (offset === this.at(start + calmDays * wholeDay)) {
      this.calm = { from: start, until: start + calmDays * wholeDay, offset };
      return [offset];
    }
    return [...new Set([offset, this.at(end)])];
  }
}
