/** An index that a restore is going to create. */
export interface WantedIndex {
  /** The name that it gets. */
  name: string;
  /** Its primaries in the snapshot together. */
  bytes: number;
  /** Primary shards. */
  shards: number;
  /** Copies of each besides, which are added once all primaries are there. */
  replicas: number;
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
 */
export function wantedShards(indices: readonly WantedIndex[]): WantedShard[] {
  return [...indices]
    .sort((a, b) => (a.name < b.name ? 1 : -1))
    .flatMap(({ name, bytes, shards }) =>
      Array.from({ length: shards }, (_, shard) => ({
        index: name,
        shard,
        bytes: Math.ceil((bytes / shards) * margin),
      })),
    );
}
