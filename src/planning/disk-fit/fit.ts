import type { Room } from './room';
import { Placement } from './placement';
import type { NodeBalance, Objection } from './placement';
import { wantedShards } from './wanted-shards';
import type { WantedIndex } from './wanted-shards';

export type Verdict = 'fits' | 'fits without replicas' | 'does not fit';

/** Whether indices have room, and where. */
export interface Fit {
  verdict: Verdict;
  /** Per data node, for what the verdict is about: with replicas where they fit, else the primaries. */
  nodes: NodeBalance[];
  /** Room that is lacking: of the primaries where it does not fit, of the replicas where it fits without. Bytes. */
  missing: number;
  /** The nodes that would be filled beyond what has to stay free. */
  overfull: { nodes: string[]; bytes: number }[];
  /** Shards that no node may hold, and what the nodes have against the first of them. */
  homeless: { shards: number; objections: [node: string, objection: Objection][] };
}

/**
 * Places the primaries as the server would, then the replicas: they are raised when all primaries are there. A replica
 * that has no node for another reason than the disk is simply not allocated, as it was before the index went.
 */
export function judgeFit(room: Room, indices: readonly WantedIndex[]): Fit {
  const placement = new Placement(room);
  placeOwed(placement, room);
  const shards = wantedShards(indices);
  const replicasOf = new Map(indices.map(({ name, replicas }) => [name, replicas]));
  const copies = (index: string) => 1 + (replicasOf.get(index) ?? 0);
  const homeless: Homeless[] = [];
  for (const shard of shards) {
    const objections = placement.place({ ...shard, copies: copies(shard.index), sized: room.sizesRestores });
    if (objections !== null) homeless.push({ bytes: shard.bytes, objections });
  }
  const primaries = summary(placement, homeless);
  if (primaries.missing > 0 || homeless.length > 0) return { verdict: 'does not fit', ...primaries };
  // Raising the number of replicas places one of every shard, then another of every shard.
  const most = Math.max(0, ...replicasOf.values());
  for (let replica = 1; replica <= most; replica += 1) {
    for (const shard of shards.filter(({ index }) => copies(index) > replica)) {
      const objections = placement.place({ ...shard, copies: copies(shard.index), sized: false });
      if (objections !== null && isForLackOfRoom(objections)) homeless.push({ bytes: shard.bytes, objections });
    }
  }
  const all = summary(placement, homeless);
  if (all.missing === 0 && homeless.length === 0) return { verdict: 'fits', ...all };
  return { verdict: 'fits without replicas', ...primaries, ...pick(all) };
}

interface Homeless {
  bytes: number;
  objections: Map<string, Objection>;
}

function pick({ missing, overfull, homeless }: Omit<Fit, 'verdict'>) {
  return { missing, overfull, homeless };
}

function summary(placement: Placement, homeless: readonly Homeless[]): Omit<Fit, 'verdict'> {
  const overfull = placement.missing();
  const beyond = overfull.reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    nodes: placement.balance(),
    missing: beyond + homeless.reduce((sum, { bytes }) => sum + bytes, 0),
    overfull,
    homeless: { shards: homeless.length, objections: [...(homeless[0]?.objections ?? [])] },
  };
}

/** Whether a node could hold the shard if its disk had room. */
function isForLackOfRoom(objections: ReadonlyMap<string, Objection>): boolean {
  return [...objections.values()].includes('disk');
}

/** Copies that the cluster wants and has no node for: they take their room, too, where some node may hold them. */
function placeOwed(placement: Placement, { copies }: Room): void {
  for (const { index, shard, primary } of copies.filter(({ node }) => node === null)) {
    if (primary) continue;
    const all = copies.filter((copy) => copy.index === index && copy.shard === shard);
    const bytes = Math.max(...all.map((copy) => copy.bytes));
    placement.place({ index, shard, bytes, copies: all.length, sized: false, owed: true });
  }
}
