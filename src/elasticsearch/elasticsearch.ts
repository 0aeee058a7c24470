import type { z } from 'zod';
import type { ReusedBytes } from './reused-bytes';

/** What a cluster can do, by name. Versions are compared in `discoverCapabilities` and nowhere else. */
export interface Capabilities {
  distribution: 'elasticsearch' | 'opensearch';
  /** The lowest version among the nodes: what holds during a rolling upgrade. */
  version: string;
  /** Snapshots carry metadata (Elasticsearch 7.3; OpenSearch from its fork of 7.10). */
  hasSnapshotMetadata: boolean;
  /** One request deletes many snapshots (7.8). */
  canDeleteMany: boolean;
  /** Snapshot operations may overlap (7.9); before, a second one gets a 503. */
  hasConcurrentSnapshots: boolean;
  /** Listing snapshots tells the size of each index in them (7.13, not OpenSearch). */
  hasIndexDetails: boolean;
  /** Snapshots with global state hold system indices unless told not to (7.12, not OpenSearch). */
  hasFeatureStates: boolean;
  /** Unreferenced files of a repository can be cleaned up (7.4). */
  hasRepositoryCleanup: boolean;
  /** An index can be copied under another name without its files (7.4). */
  canClone: boolean;
  /** Mapping types are gone from the document API (7.0). */
  isTypeless: boolean;
  /** Masters are elected by a number of votes that somebody configured (before 7.0). */
  hasMinimumMasterNodes: boolean;
  /** Restores keep to the cluster's limit for recoveries, `indices.recovery.max_bytes_per_sec` (7.9). */
  hasRecoveryLimitForRestores: boolean;
  /** A flush can mark shards as identical, so that a restarted node takes them up at once (before 8.0, not OpenSearch). */
  hasSyncedFlush: boolean;
  /** It looks at the size of a shard before it restores it to a node (7.10). */
  sizesRestores: boolean;
  /** It refuses indices beyond `cluster.max_shards_per_node` (7.0); before, it only logs that it will. */
  limitsShards: boolean;
  /** A write is repeated when the node of its primary is found stopping; before 6.8.6, and in 7.0 to 7.5, some fail. */
  repeatsWritesOfStopping: boolean;
  /**
   * Documents are read several times as fast where all of an answer lie side by side (7.11 to 7.17; from 8 on, those of
   * each segment for themselves), and can be asked for in that order (7.12, not OpenSearch).
   */
  readsNeighboursFaster: boolean;
  /** The disk of the only data node has watermarks, too, whatever the settings say (8.0, not OpenSearch). */
  watchesLoneDisk: boolean;
}

export interface ApiRequest {
  method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** Names in it must be percent-encoded (`pathOf`). */
  path: string;
  query?: Record<string, string | number | boolean>;
  body?: object;
  /** Instead of a body: one JSON object per line, as `_bulk` wants it. */
  lines?: object[];
  /** Instead of `lines`: the same as bytes that are sent as they are. */
  content?: Buffer;
  /** Milliseconds to wait for the answer; by default 30 s for reads, and an hour for anything that changes something. */
  timeout?: number;
}

/** One cluster, of any supported version. The API functions of this folder take it as their first argument. */
export interface Elasticsearch {
  /** The addresses, without credentials, for messages. */
  readonly address: string;
  /**
   * Sends one request and returns the parsed answer.
   * @throws ElasticsearchError one class per kind; the reason of the signal when it is aborted.
   */
  send<T>(request: ApiRequest, answer: z.ZodType<T>): Promise<T>;
  /**
   * Sends one request and returns the answer as the bytes that the server sent: what stands in a document must not pass
   * through numbers of JavaScript.
   * @param most bytes that the answer may have.
   * @param into where the bytes are put; valid until the next answer is put there.
   * @throws AnswerTooLarge beyond them, and as `send`.
   */
  receive(request: ApiRequest, most: number, into: ReusedBytes): Promise<Buffer>;
  /** What this cluster can do; asked once, then remembered. */
  capabilities(): Promise<Capabilities>;
  /** The same cluster, with every request ended when the signal is. */
  within(signal: AbortSignal): Elasticsearch;
  close(): Promise<void>;
}
