/** A copy of a shard that can serve, or will be able to in time. */
export interface ShardCopy {
  index: string;
  shard: number;
  /** The node's name; empty while it has none. */
  node: string;
}

/** An index that is incomplete while a node is away. */
export interface OnlyCopy {
  node: string;
  index: string;
  /** The shards that nobody else has. */
  shards: number[];
}

/** The indices of which one of the nodes holds the only copy of a shard, by node and index. */
export function onlyCopiesOn(copies: readonly ShardCopy[], nodes: readonly string[]): OnlyCopy[] {
  const holders = new Map<string, ShardCopy[]>();
  for (const copy of copies) {
    const key = `${copy.index}/${copy.shard}`;
    holders.set(key, [...(holders.get(key) ?? []), copy]);
  }
  const found = new Map<string, OnlyCopy>();
  for (const [copy, ...others] of holders.values()) {
    if (copy === undefined || others.length > 0 || !nodes.includes(copy.node)) continue;
    const key = `${copy.node}/${copy.index}`;
    const known = found.get(key) ?? { node: copy.node, index: copy.index, shards: [] };
    found.set(key, { ...known, shards: [...known.shards, copy.shard].sort((a, b) => a - b) });
  }
  return [...found.values()].sort((a, b) => (`${a.node}/${a.index}` < `${b.node}/${b.index}` ? -1 : 1));
}

/** Those of them that are away while the given pods are restarted. */
export function onlyCopiesTouched(copies: readonly OnlyCopy[], restarts: readonly { node: string }[]): OnlyCopy[] {
  return copies.filter(({ node }) => restarts.some(({ node: its }) => its === node));
}

/** The names of their indices, each once. */
export function indicesOf(copies: readonly OnlyCopy[]): string[] {
  return [...new Set(copies.map(({ index }) => index))];
}
