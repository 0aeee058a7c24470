import { getSnapshot } from '../../elasticsearch/snapshots';
import type { CalendarUnit } from '../../planning/calendar-pattern';
import { CalendarPattern } from '../../planning/calendar-pattern';
import type { Cluster } from '../cluster';

export interface NewestBackup {
  snapshot: string;
  /** Milliseconds since 1970. */
  endedAt: number;
  /** How long Elasticsearch worked on it. */
  seconds: number;
}

/** The names that a cluster gives its snapshots, among these, the newest first. */
export function ownNames(names: readonly string[], snapshotName: string): string[] {
  const pattern = new CalendarPattern(snapshotName);
  return names
    .flatMap((name) => {
      const fields = pattern.read(name);
      return fields === null ? [] : [{ name, time: units.map((unit) => fields[unit] ?? 0) }];
    })
    .sort((a, b) => compare(b.time, a.time))
    .map(({ name }) => name);
}

/** The repository's record of the first of these snapshots that is still there; reads one file. */
export async function newestBackup(
  { elasticsearch, repository }: Cluster,
  names: readonly string[],
): Promise<NewestBackup | undefined> {
  for (const snapshot of names) {
    const record = await getSnapshot(elasticsearch, repository, snapshot);
    const { startedAt, endedAt } = record ?? {};
    if (startedAt !== undefined && endedAt !== undefined)
      return { snapshot, endedAt, seconds: (endedAt - startedAt) / 1000 };
  }
  return undefined;
}

const units: CalendarUnit[] = ['year', 'month', 'day', 'hour', 'minute', 'second'];

function compare(a: readonly number[], b: readonly number[]): number {
  const different = a.findIndex((value, position) => value !== b[position]);
  return different === -1 ? 0 : (a[different] ?? 0) - (b[different] ?? 0);
}
