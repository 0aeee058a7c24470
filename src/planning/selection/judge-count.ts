import { indexDates, snapshotDates } from './dates';
import type { IndexFacts, SnapshotFacts } from './facts';
import type { IndexFilter } from './index-filters';
import { byName, compareText } from './ordering';
import { pythonRegex } from './python-regex';
import type { SnapshotFilter } from './snapshot-filters';
import { fitting, unfit } from './verdict';
import type { Judge, Verdict } from './verdict';

type IndexCount = Extract<IndexFilter, { filtertype: 'count' }>;
type SnapshotCount = Extract<SnapshotFilter, { filtertype: 'count' }>;
type Verdicts = Map<string, Verdict>;

/** The first `count` fit; with `exclude`, which is the default, the others are chosen. */
export const judgeSnapshotCount: Judge<SnapshotCount, SnapshotFacts> = (filter, snapshots) => {
  const verdicts: Verdicts = new Map();
  rank(
    filter.use_age ? snapshotsByAge(filter, snapshots, verdicts) : byName(snapshots, filter.reverse),
    filter,
    verdicts,
  );
  return verdicts;
};

/** Each group that `pattern` captures is counted apart; what it does not match is left out. */
export const judgeIndexCount: Judge<IndexCount, IndexFacts> = (filter, indices) => {
  const verdicts: Verdicts = new Map();
  for (const group of groupsOf(filter, indices, verdicts)) {
    rank(filter.use_age ? indicesByAge(filter, group, verdicts) : byName(group, filter.reverse), filter, verdicts);
  }
  if (filter.use_age && filter.source === 'creation_date') leaveOutClosed(indices, verdicts);
  return verdicts;
};

function rank(
  ordered: readonly { name: string }[],
  { count, reverse, use_age }: SnapshotCount,
  verdicts: Verdicts,
): void {
  const order = use_age ? (reverse ? 'newest' : 'oldest') : reverse ? 'last names' : 'first names';
  for (const [place, { name }] of ordered.entries()) {
    const fits = place < count;
    verdicts.set(name, fitting(fits, `is number ${place + 1} of the ${order}, ${fits ? 'within' : 'beyond'} ${count}`));
  }
}

function groupsOf({ pattern }: IndexCount, indices: readonly IndexFacts[], verdicts: Verdicts): IndexFacts[][] {
  if (pattern === undefined) return [[...indices]];
  const expression = pythonRegex(pattern);
  const groups = new Map<string, IndexFacts[]>();
  for (const index of indices) {
    const match = expression.exec(index.name);
    // Python's match: from the first character on. An earlier place is always found first.
    if (match?.index !== 0) verdicts.set(index.name, unfit(`does not match ${pattern}`));
    else groups.set(match[1] ?? '', [...(groups.get(match[1] ?? '') ?? []), index]);
  }
  return [...groups.values()];
}

/** Of the same second, the name decides. */
function indicesByAge(filter: IndexCount, indices: readonly IndexFacts[], verdicts: Verdicts): IndexFacts[] {
  const dateOf = indexDates(filter);
  const dated = indices.flatMap((item) => {
    const date = dateOf(item);
    if (!('problem' in date)) return [{ item, second: date.second }];
    verdicts.set(item.name, unfit(date.problem));
    return [];
  });
  const direction = filter.reverse ? -1 : 1;
  return dated
    .sort((a, b) => direction * (a.second - b.second || compareText(a.item.name, b.item.name)))
    .map(({ item }) => item);
}

/** Of the same moment, the one that was started first, whatever the direction: so the repository lists them. */
function snapshotsByAge(
  filter: SnapshotCount,
  snapshots: readonly SnapshotFacts[],
  verdicts: Verdicts,
): SnapshotFacts[] {
  const dateOf = snapshotDates(filter);
  const dated = snapshots.flatMap((item) => {
    const date = dateOf(item);
    if ('problem' in date) verdicts.set(item.name, unfit(date.problem));
    // Of two starts in the same second the later one is newer.
    else return [{ item, second: filter.source === 'name' ? date.second : (item.startedAt ?? 0) }];
    return [];
  });
  const direction = filter.reverse ? -1 : 1;
  return dated
    .sort(
      (a, b) =>
        direction * (a.second - b.second) ||
        (a.item.startedAt ?? 0) - (b.item.startedAt ?? 0) ||
        compareText(a.item.name, b.item.name),
    )
    .map(({ item }) => item);
}

/** They keep their place in the count, but are never chosen; Curator fails where it would choose one. */
function leaveOutClosed(indices: readonly IndexFacts[], verdicts: Verdicts): void {
  for (const { name, open } of indices) if (!open) verdicts.set(name, unfit('is closed'));
}
