import type { IndexFacts, SnapshotFacts } from './facts';
import { fixEpoch } from './reckoning';
import { Timestring } from './timestring';
import type { DateInName } from './timestring';

export interface DateSource {
  source?: 'name' | 'creation_date' | undefined;
  timestring?: string | undefined;
}

/** When an item is from, or a predicate that says why nobody can tell. */
export type ItemDate = { second: number; from: string } | { problem: string };

/** The date of each index; without a source, when it was created. */
export function indexDates({ source, timestring }: DateSource): (index: IndexFacts) => ItemDate {
  const byName = source === 'name' ? new Timestring(timestring ?? '') : null;
  return ({ name, createdAt }) => {
    if (byName !== null) return dated(byName.find(name), 'by its name');
    if (createdAt === undefined) return { problem: 'has no creation date' };
    return { second: fixEpoch(createdAt), from: 'by its creation date' };
  };
}

/** The date of each snapshot; without a source, when it was started. */
export function snapshotDates({ source, timestring }: DateSource): (snapshot: SnapshotFacts) => ItemDate {
  const byName = source === 'name' ? new Timestring(timestring ?? '') : null;
  return ({ name, startedAt }) => {
    // To Curator, the first second of 1970 is no date of a snapshot.
    if (byName === null)
      return startedAt ? { second: fixEpoch(startedAt), from: 'by its start' } : { problem: 'has no start time' };
    const found = dated(byName.find(name), 'by its name');
    if ('problem' in found) return found;
    return found.second === 0
      ? { problem: 'has no usable date in its name' }
      : { ...found, second: fixEpoch(found.second) };
  };
}

function dated(found: DateInName, from: string): ItemDate {
  return 'problem' in found ? found : { second: found.second, from };
}
