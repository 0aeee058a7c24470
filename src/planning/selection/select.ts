import type { IndexFacts, SnapshotFacts } from './facts';
import type { IndexFilter } from './index-filters';
import { judgeIndexAge, judgeSnapshotAge } from './judge-age';
import { judgeAlias } from './judge-alias';
import { judgeIndexCount, judgeSnapshotCount } from './judge-count';
import { judgeKibana, judgeNone, judgePattern } from './judge-names';
import { judgeIndexPeriod, judgeSnapshotPeriod } from './judge-period';
import { judgeSize, judgeSpace } from './judge-size';
import * as traits from './judge-traits';
import { byName } from './ordering';
import type { SnapshotFilter } from './snapshot-filters';
import { unfit } from './verdict';
import type { Judge, Verdict } from './verdict';

/** A decision about one item, with the reason as a predicate: "is closed". */
export interface Judged {
  name: string;
  reason: string;
}

/** Every item is in one of the two, by name. */
export interface Selection {
  chosen: Judged[];
  others: Judged[];
}

type Judges<Filter extends { filtertype: string }, Item> = {
  [Type in Filter['filtertype']]: Judge<Extract<Filter, { filtertype: Type }>, Item>;
};

const indexJudges: Judges<IndexFilter, IndexFacts> = {
  age: judgeIndexAge,
  alias: judgeAlias,
  allocated: traits.judgeAllocated,
  closed: traits.judgeClosed,
  count: judgeIndexCount,
  empty: traits.judgeEmpty,
  forcemerged: traits.judgeForcemerged,
  ilm: traits.judgeLifecycle,
  kibana: judgeKibana,
  none: judgeNone,
  opened: traits.judgeOpened,
  pattern: judgePattern,
  period: judgeIndexPeriod,
  shards: traits.judgeShards,
  size: judgeSize,
  space: judgeSpace,
};

const snapshotJudges: Judges<SnapshotFilter, SnapshotFacts> = {
  age: judgeSnapshotAge,
  count: judgeSnapshotCount,
  none: judgeNone,
  pattern: judgePattern,
  period: judgeSnapshotPeriod,
  state: traits.judgeState,
};

/**
 * The indices that Curator's filters choose, as Curator 5.8.4 does; docs/import.md says where this differs. Filters work
 * one after the other on what those before have left. The order of the indices does not matter.
 */
export function selectIndices(filters: readonly IndexFilter[], indices: readonly IndexFacts[], now: Date): Selection {
  return select(filters, indices, (filter, items) => {
    const judge = indexJudges[filter.filtertype] as Judge<IndexFilter, IndexFacts>;
    return judge(filter, items, now);
  });
}

/** The same for snapshots. */
export function selectSnapshots(
  filters: readonly SnapshotFilter[],
  snapshots: readonly SnapshotFacts[],
  now: Date,
): Selection {
  return select(filters, snapshots, (filter, items) => {
    const judge = snapshotJudges[filter.filtertype] as Judge<SnapshotFilter, SnapshotFacts>;
    return judge(filter, items, now);
  });
}

function select<Filter extends IndexFilter | SnapshotFilter, Item extends { name: string }>(
  filters: readonly Filter[],
  items: readonly Item[],
  judge: (filter: Filter, items: readonly Item[]) => Map<string, Verdict>,
): Selection {
  let left = byName(items, false);
  const reasons = new Map<string, string[]>();
  const others: Judged[] = [];
  for (const filter of filters) {
    const verdicts = judge(filter, left);
    const excludes = 'exclude' in filter && filter.exclude;
    left = left.filter(({ name }) => {
      const { fits, why } = verdicts.get(name) ?? unfit('was not judged');
      const stays = fits !== null && fits !== excludes;
      if (stays) reasons.set(name, [...(reasons.get(name) ?? []), why]);
      else others.push({ name, reason: why });
      return stays;
    });
  }
  const chosen = left.map(({ name }) => ({ name, reason: (reasons.get(name) ?? []).join('; ') || 'nothing is asked' }));
  return { chosen, others: byName(others, false) };
}
