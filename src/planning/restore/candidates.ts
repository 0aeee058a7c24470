import { firstNames } from '../listing';
import type { Snapshot } from '../snapshot';
import { newestFirst } from '../snapshot-order';
import { didYouMean } from '../suggestion';
import { isKeptName } from './kept-name';

/** Which snapshots may be restored from. */
export interface SnapshotWish {
  /** This one and no other, or `latest`: the newest that succeeded. */
  snapshot?: string;
  /** None that began after this time: milliseconds since 1970. */
  asOf?: number;
}

/** What is known of a snapshot when it is asked whether it may be restored from. */
type Outline = Pick<Snapshot, 'name' | 'state' | 'indices' | 'startedAt'>;

export interface Candidates<S extends Outline> {
  snapshots: S[];
  /** Why there is none. */
  problems: string[];
}

/** Whether start times decide: then the snapshots have to be read in full. */
export function needsStartTimes({ snapshot, asOf }: SnapshotWish): boolean {
  return asOf !== undefined || snapshot === latest;
}

export const latest = 'latest';

/**
 * The snapshots that may be restored from. One whose start is not known is not before any time; one that only keeps what
 * a restore was replacing has to be asked for by its name.
 */
export function candidatesOf<S extends Outline>(found: readonly S[], { snapshot, asOf }: SnapshotWish): Candidates<S> {
  const all = found.filter(({ name }) => name === snapshot || !isKeptName(name));
  if (all.length === 0) return { snapshots: [], problems: ['the repository holds no snapshots'] };
  const early = asOf === undefined ? [...all] : all.filter(({ startedAt = Infinity }) => startedAt <= asOf);
  const until = asOf === undefined ? '' : ` not after ${new Date(asOf).toISOString()}`;
  if (early.length === 0) return { snapshots: [], problems: [`no snapshot began${until}`] };
  if (snapshot === undefined) return { snapshots: early, problems: [] };
  if (snapshot === latest) {
    const [newest] = newestFirst(early.filter(({ state }) => state === 'SUCCESS'));
    if (newest !== undefined) return { snapshots: [newest], problems: [] };
    return {
      snapshots: [],
      problems: [asOf === undefined ? 'no snapshot has succeeded' : `no snapshot that began${until} succeeded`],
    };
  }
  const named = early.filter(({ name }) => name === snapshot);
  if (named.length > 0) return { snapshots: named, problems: [] };
  const names = early.map(({ name }) => name).sort();
  const hint = didYouMean(snapshot, names) || ` (the last by name: ${firstNames(names.reverse(), 3)})`;
  return { snapshots: [], problems: [`there is no snapshot "${snapshot}"${hint}`] };
}

/** Why a snapshot is the one, a clause. */
export function whyChosen({ snapshot, asOf }: SnapshotWish, indices: number): string {
  const until = asOf === undefined ? '' : ` and began not after ${new Date(asOf).toISOString()}`;
  if (snapshot === latest) return `the latest that succeeded${until}`;
  if (snapshot !== undefined) return 'asked for by name';
  return `the newest that holds ${indices === 1 ? 'it' : 'them'} whole${until}`;
}
