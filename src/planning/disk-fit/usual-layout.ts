import type { ShardCopy } from './room';

/** How an index is laid out. */
export interface Layout {
  shards: number;
  replicas: number;
}

/** What most of the indices have: days do not differ in it, and a snapshot does not say how many replicas an index had. */
export function usualLayout(copies: readonly ShardCopy[]): Layout {
  const byIndex = new Map<string, ShardCopy[]>();
  for (const copy of copies) byIndex.set(copy.index, [...(byIndex.get(copy.index) ?? []), copy]);
  const layouts = [...byIndex.values()].map((all) => {
    const shards = all.filter(({ primary }) => primary).length;
    return { shards, replicas: shards === 0 ? 0 : Math.round(all.length / shards) - 1 };
  });
  return {
    shards: median(
      layouts.map(({ shards }) => shards),
      1,
    ),
    replicas: median(
      layouts.map(({ replicas }) => replicas),
      0,
    ),
  };
}

function median(numbers: readonly number[], none: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? none;
}
