import { filterAgainst } from './node-filter';
import { floorsOf } from './floors';
import type { Claim, DataNode, Room, Volume } from './room';
import type { WantedShard } from './wanted-shards';

/** Why a node may not hold a shard. */
export type Objection = 'filter' | 'same shard' | 'awareness' | 'shard limit' | 'disk';

export interface Copy extends WantedShard {
  /** Of the shard, replicas included. */
  copies: number;
  /** Whether the server looks at the size before it chooses a node. */
  sized: boolean;
  /** One that the cluster is going to place anyway: it takes room, and is none of the restore's. */
  owed?: boolean;
}

interface Space {
  volume: Volume;
  free: number;
  /** Bytes that were placed here: a volume that gets none is nobody's fault, however full it is. */
  given: number;
  /** Today's index takes that before the day is over. */
  promised: number;
  entry: number;
  keep: number;
}

interface Place {
  node: DataNode;
  spaces: Space[];
  shards: number;
  byIndex: Map<string, number>;
  /** Bytes that were placed here. */
  taken: number;
}

/** What a node has to spare, and what it was given. Bytes. */
export interface NodeBalance {
  node: string;
  /** Above what has to stay free, at the beginning. */
  free: number;
  needed: number;
}

/**
 * A cluster on which shards are placed one after the other as Elasticsearch would: on the node with the fewest shards
 * (BalancedShardsAllocator's weights) of those that may hold them. A server that does not look at sizes gives a node more
 * than it has room for; `missing` tells.
 */
export class Placement {
  private readonly places: Place[];
  private readonly spaces = new Map<string, Space>();
  private readonly holders = new Map<string, DataNode[]>();
  private readonly before: ReadonlyMap<string, number>;

  constructor(private readonly room: Room) {
    this.places = room.nodes.map((node) => ({
      node,
      spaces: node.volumes.map((volume) => this.spaceOf(volume)),
      shards: 0,
      byIndex: new Map(),
      taken: 0,
    }));
    for (const { index, shard, node } of room.copies) {
      const place = this.places.find((one) => one.node.name === node);
      if (place !== undefined) this.settle(place, index, shard);
    }
    for (const claim of room.arriving) this.claim(claim, 'free');
    for (const claim of room.growth) this.claim(claim, 'promised');
    this.before = new Map(this.places.map((place) => [place.node.name, spare(place)]));
  }

  /** Puts a shard on a node. @returns what every node has against it when none may hold it, else null. */
  place(copy: Copy): Map<string, Objection> | null {
    const objections = new Map<string, Objection>();
    const open = this.places.filter((place) => {
      const objection = this.objection(place, copy);
      if (objection !== null) objections.set(place.node.name, objection);
      return objection === null;
    });
    // Where the server would draw lots, it is the one with less room.
    const [chosen] = open.sort(
      (a, b) =>
        weight(a, copy.index) - weight(b, copy.index) || spare(a) - spare(b) || (a.node.name < b.node.name ? -1 : 1),
    );
    if (chosen === undefined) return objections;
    this.settle(chosen, copy.index, copy.shard);
    const space = roomiest(chosen);
    space.free -= copy.bytes;
    if (copy.owed !== true) {
      chosen.taken += copy.bytes;
      space.given += copy.bytes;
    }
    return null;
  }

  /** How many bytes were placed beyond what has to stay free, by volume. */
  missing(): { nodes: string[]; bytes: number }[] {
    return [...this.spaces.values()].flatMap((space) => {
      const bytes = space.keep - (space.free - space.promised);
      const users = this.places.filter(({ spaces, taken }) => taken > 0 && spaces.includes(space));
      return bytes > 0 && space.given > 0 ? [{ nodes: users.map(({ node }) => node.name), bytes }] : [];
    });
  }

  balance(): NodeBalance[] {
    return this.places.map(({ node, taken }) => ({
      node: node.name,
      free: Math.max(0, this.before.get(node.name) ?? 0),
      needed: taken,
    }));
  }

  private spaceOf(volume: Volume): Space {
    const known = this.spaces.get(volume.id);
    if (known !== undefined) return known;
    const space = { volume, free: volume.freeBytes, given: 0, promised: 0, ...floorsOf(this.room, volume) };
    this.spaces.set(volume.id, space);
    return space;
  }

  /** Which of a node's data paths it will be is not known: the one with the least room. */
  private claim({ node, bytes }: Claim, kind: 'free' | 'promised'): void {
    const place = this.places.find((one) => one.node.name === node);
    const [tightest] = [...(place?.spaces ?? [])].sort((a, b) => surplus(a) - surplus(b));
    if (tightest === undefined) return;
    if (kind === 'free') tightest.free -= bytes;
    else tightest.promised += bytes;
  }

  private settle(place: Place, index: string, shard: number): void {
    place.shards += 1;
    place.byIndex.set(index, (place.byIndex.get(index) ?? 0) + 1);
    const key = keyOf(index, shard);
    this.holders.set(key, [...(this.holders.get(key) ?? []), place.node]);
  }

  private objection(place: Place, copy: Copy): Objection | null {
    const { filters, shardsPerNode, sameHostForbidden } = this.room.rules;
    const { node } = place;
    const holders = this.holders.get(keyOf(copy.index, copy.shard)) ?? [];
    if (filterAgainst({ filters, node }) !== null) return 'filter';
    if (holders.some((one) => one === node || (sameHostForbidden && one.host === node.host))) return 'same shard';
    if (!this.isSpreadOut(node, holders, copy.copies)) return 'awareness';
    if (shardsPerNode !== null && place.shards >= shardsPerNode) return 'shard limit';
    return hasRoom(place, copy) ? null : 'disk';
  }

  /** AwarenessAllocationDecider: of all copies, no more with one value of an attribute than its share. */
  private isSpreadOut(node: DataNode, holders: readonly DataNode[], copies: number): boolean {
    return this.room.rules.awareness.every(({ attribute, forced }) => {
      const value = node.attributes[attribute];
      if (value === undefined) return false;
      const present = this.room.nodes.map(({ attributes }) => attributes[attribute]);
      const values = new Set([...forced, ...present.filter((one) => one !== undefined)]);
      const here = holders.filter(({ attributes }) => attributes[attribute] === value).length;
      return here + 1 <= Math.ceil(copies / values.size);
    });
  }
}

function keyOf(index: string, shard: number): string {
  return `${index} ${shard}`;
}

/** The part of BalancedShardsAllocator's weight that differs between nodes. */
function weight({ shards, byIndex }: Place, index: string): number {
  return 0.45 * shards + 0.55 * (byIndex.get(index) ?? 0);
}

function hasRoom(place: Place, { bytes, sized }: Copy): boolean {
  const { free, promised, entry, keep } = roomiest(place);
  return free >= entry && (!sized || free - promised - bytes >= keep);
}

/** Where a new shard goes (ShardPath.selectNewPathForShard). */
function roomiest({ spaces }: Place): Space {
  const [first, ...others] = spaces;
  if (first === undefined) throw new Error('a data node without a data path');
  return others.reduce((best, space) => (space.free > best.free ? space : best), first);
}

function surplus({ free, promised, keep }: Space): number {
  return free - promised - keep;
}

function spare({ spaces }: Place): number {
  return spaces.reduce((sum, space) => sum + Math.max(0, surplus(space)), 0);
}
