/** What the filters judge an index by. What is left out is not known, and an index is never chosen for it. */
export interface IndexFacts {
  name: string;
  /** Milliseconds since 1970. */
  createdAt?: number;
  open: boolean;
  /** Of all copies together. */
  bytes?: number;
  primaryBytes?: number;
  documents?: number;
  primaryShards: number;
  replicas: number;
  /** Search segments of all started copies together. */
  segments?: number;
  aliases: readonly string[];
  /** The settings below `index.routing.allocation`. */
  allocation?: { [Kind in AllocationKind]?: Readonly<Record<string, string>> | undefined };
  /** `index.lifecycle.name`. */
  lifecyclePolicy?: string;
}

export type AllocationKind = 'require' | 'include' | 'exclude';

/** What the filters judge a snapshot by; the record of a repository has it all. */
export interface SnapshotFacts {
  name: string;
  state: string;
  /** Milliseconds since 1970. */
  startedAt?: number;
}
