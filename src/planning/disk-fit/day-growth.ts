import type { Claim, ShardCopy } from './room';

/** Before that much of a day is over, what was written so far says little of the rest. */
const leastOfDay = 1 / 8;

export interface DaysCopies {
  /** The copies of today's index, with all replicas. */
  today: readonly ShardCopy[];
  yesterday: readonly ShardCopy[];
  /** How much of today is over, from 0 to 1. */
  dayPassed: number;
}

/**
 * What today's index is still going to need on each node: as much as yesterday's had, or as it gets by going on as it
 * began, whichever is more. Where today's shards lie; yesterday's where there is no today yet.
 */
export function dayGrowth({ today, yesterday, dayPassed }: DaysCopies): Claim[] {
  const soFar = sum(today);
  const byPace = dayPassed >= leastOfDay ? soFar / dayPassed : soFar;
  const toCome = Math.max(byPace, sum(yesterday)) - soFar;
  const where = (today.length > 0 ? today : yesterday).filter(({ node }) => node !== null);
  if (toCome <= 0 || where.length === 0) return [];
  const byNode = new Map<string, number>();
  for (const { node } of where) byNode.set(node ?? '', (byNode.get(node ?? '') ?? 0) + toCome / where.length);
  return [...byNode]
    .map(([node, bytes]) => ({ node, bytes: Math.ceil(bytes) }))
    .sort((a, b) => (a.node < b.node ? -1 : 1));
}

function sum(copies: readonly ShardCopy[]): number {
  return copies.reduce((total, { bytes }) => total + bytes, 0);
}
