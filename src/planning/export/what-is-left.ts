import type { Part, Range, ShardExtent } from './manifest';

/** The runs of sequence numbers that no part holds, by shard and number. */
export function whatIsLeft(
  shards: readonly ShardExtent[],
  parts: readonly Pick<Part, 'shard' | 'from' | 'to'>[],
): Range[] {
  return shards.flatMap(({ shard, last }) => {
    const done = parts.filter((part) => part.shard === shard).sort((a, b) => a.from - b.from);
    const left: Range[] = [];
    let next = 0;
    for (const { from, to } of done) {
      if (from > next) left.push({ shard, from: next, to: from - 1 });
      next = Math.max(next, to + 1);
    }
    return next > last ? left : [...left, { shard, from: next, to: last }];
  });
}

/**
 * Cuts ranges so that several readers have enough to do until the end. A part is not made smaller than is good for
 * whoever gets the files, nor so large that much is lost when it is cut off.
 */
export function cutForReaders(ranges: readonly Range[], readers: number): Range[] {
  const numbers = ranges.reduce((total, { from, to }) => total + to - from + 1, 0);
  const length = Math.min(longest, Math.max(shortest, Math.ceil(numbers / (readers * 2))));
  return ranges.flatMap((range) => cut(range, length));
}

const shortest = 25_000;
const longest = 500_000;

function cut({ shard, from, to }: Range, length: number): Range[] {
  const pieces = Math.max(1, Math.round((to - from + 1) / length));
  const size = Math.ceil((to - from + 1) / pieces);
  const cuts: Range[] = [];
  for (let start = from; start <= to; start += size)
    cuts.push({ shard, from: start, to: Math.min(to, start + size - 1) });
  return cuts;
}
