/** A shard by its index and number. */
export interface ShardId {
  index: string;
  shard: number;
}

/** A copy of a shard as the master's routing table has it. */
export interface RoutedCopy extends ShardId {
  primary: boolean;
  state: string;
  /** The ID of its node; null while it has none. */
  node: string | null;
}

/**
 * The primaries that a node can give away now: started on it, with a started copy on another node to take over, and
 * written to. One that nobody writes to loses nothing when its node stops, and giving it away would cost something: its
 * copy no longer counts as in sync, so that it could not serve by itself if the other node died meanwhile.
 * @param written the shards of the node that have been written to lately.
 */
export function promotablePrimaries(
  copies: readonly RoutedCopy[],
  node: string,
  written: readonly ShardId[],
): ShardId[] {
  const started = copies.filter(({ state }) => state === 'STARTED');
  const hasOther = new Set(started.filter((copy) => copy.node !== null && copy.node !== node).map(keyOf));
  const isWritten = new Set(written.map(keyOf));
  return started
    .filter((copy) => copy.primary && copy.node === node)
    .filter((copy) => hasOther.has(keyOf(copy)) && isWritten.has(keyOf(copy)))
    .map(({ index, shard }) => ({ index, shard }));
}

function keyOf({ index, shard }: ShardId): string {
  return `${index}/${shard}`;
}
