/** An index that a restore is going to create. */
export interface WantedIndex {
  /** The name that it gets. */
  name: string;
  /** Its primaries in the snapshot together. */
  bytes: number;
  /** Primary shards; absent where the snapshot does not say. */
  shards?: number;
  /** Of its settings; they are raised once all primaries are there. */
  replicas?: number;
}

/** One shard to be placed. */
export interface WantedShard {
  index: string;
  shard: number;
  bytes: number;
}

/** Documents are spread by hashes, so shards of one index differ by less than that; what Lucene adds is in it, too. */
const margin = 1.1;

/**
 * The primaries of indices in the order in which Elasticsearch places them: newer names first (PriorityComparator), then
 * by number. An index of which only the whole size is known counts as shards of equal size, a little bigger each.
 * @param usualShards where the snapshot does not say how many shards an index has.
 */
export function wantedShards(indices: readonly WantedIndex[], usualShards: number): WantedShard[] {
  return [...indices]
    .sort((a, b) => (a.name < b.name ? 1 : -1))
    .flatMap(({ name, bytes, shards = usualShards }) =>
      Array.from({ length: shards }, (_, shard) => ({
        index: name,
        shard,
        bytes: Math.ceil((bytes / shards) * margin),
      })),
    );
}
