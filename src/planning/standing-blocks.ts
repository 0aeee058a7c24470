/** A block on the whole cluster. */
export interface ClusterBlock {
  /** In the server's words. */
  description: string;
  /** Whether it refuses whatever changes the cluster, a restore among it. */
  forbidsChange: boolean;
}

export interface StandingBlocks {
  cluster: ClusterBlock[];
  /** The indices that take no documents, as the flood stage leaves them. */
  flooded: string[];
}
