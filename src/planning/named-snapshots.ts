import { CalendarPattern } from './calendar-pattern';
import type { CalendarUnit } from './calendar-pattern';

const units: CalendarUnit[] = ['year', 'month', 'day', 'hour', 'minute', 'second'];

/** Those of the names that a cluster gives its own snapshots, the newest first by the time that they carry. */
export function namedSnapshots(names: readonly string[], snapshotName: string): string[] {
  const pattern = new CalendarPattern(snapshotName);
  return names
    .flatMap((name) => {
      const fields = pattern.read(name);
      return fields === null ? [] : [{ name, time: units.map((unit) => fields[unit] ?? 0) }];
    })
    .sort((a, b) => compare(b.time, a.time))
    .map(({ name }) => name);
}

function compare(a: readonly number[], b: readonly number[]): number {
  const different = a.findIndex((value, position) => value !== b[position]);
  return different === -1 ? 0 : (a[different] ?? 0) - (b[different] ?? 0);
}
