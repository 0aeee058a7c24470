import { holdsWhole } from './holds-whole';
import type { IndexPattern } from './index-pattern';
import type { Snapshot } from './snapshot';
import type { TimeZone } from './time-zone';

/** How many documents an index had in a snapshot, by the ledger; undefined where it does not know. */
export type CountedDocuments = (snapshot: string, index: string) => number | undefined;

/**
 * The snapshots that hold a copy of a day which has to stay, with the clause that says of which day: of each day the
 * newest copy, and the fullest by the ledger, since lines that come late can recreate a day that was cleaned up, and
 * the newest copy then holds only those. A day that no snapshot holds whole keeps the newest partial one.
 *
 * Each day decides for itself, so that more to keep never lets anything go.
 * @param newestFirst the cluster's own snapshots.
 * @param since days that began before this may go.
 */
export function copiesOfPromisedDays(
  newestFirst: readonly Snapshot[],
  documents: CountedDocuments,
  { pattern, zone, since }: { pattern: IndexPattern; zone: TimeZone; since: Date },
): Map<string, string> {
  const kept = new Map<string, string>();
  const keep = (snapshot: Snapshot | undefined, reason: string) => {
    if (snapshot !== undefined && !kept.has(snapshot.name)) kept.set(snapshot.name, reason);
  };
  for (const [index, holders] of holdersOfEach(newestFirst)) {
    const day = pattern.dayOf(index);
    if (day === null || zone.startOf(day) < since) continue;
    const whole = holders.filter((snapshot) => holdsWhole(snapshot, index));
    if (whole.length === 0) {
      keep(
        holders.find(({ state }) => state === 'PARTIAL'),
        `none holds ${day.toString()} whole`,
      );
      continue;
    }
    keep(whole[0], `the newest copy of ${day.toString()}`);
    keep(fullest(whole, index, documents), `the fullest copy of ${day.toString()}`);
  }
  return kept;
}

function holdersOfEach(newestFirst: readonly Snapshot[]): Map<string, Snapshot[]> {
  const holders = new Map<string, Snapshot[]>();
  for (const snapshot of newestFirst) {
    for (const index of snapshot.indices) {
      const list = holders.get(index);
      if (list === undefined) holders.set(index, [snapshot]);
      else list.push(snapshot);
    }
  }
  return holders;
}

/** The newest of the fullest; one that the ledger does not know might be the fullest, but nobody can tell. */
function fullest(newestFirst: readonly Snapshot[], index: string, documents: CountedDocuments): Snapshot | undefined {
  let best: { snapshot: Snapshot; documents: number } | undefined;
  for (const snapshot of newestFirst) {
    const count = documents(snapshot.name, index);
    if (count !== undefined && (best === undefined || count > best.documents)) best = { snapshot, documents: count };
  }
  return best?.snapshot;
}
