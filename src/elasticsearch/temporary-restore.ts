import { z } from 'zod';
import type { Elasticsearch } from './elasticsearch';
import { pathOf } from './path-of';
import { settingsLeftBehind } from './restores';

export interface TemporaryRestore {
  repository: string;
  snapshot: string;
  /** Exact name in the snapshot. */
  index: string;
  /** The name that it gets. */
  as: string;
}

/** One copy of each shard, which is recovered after everything else when the cluster has to choose. */
const settings = {
  'index.number_of_replicas': 0,
  'index.auto_expand_replicas': 'false',
  'index.priority': 0,
};

/**
 * Starts to restore one index beside the original, as cheaply as can be, and returns as soon as the server has accepted
 * it. No aliases, no global state.
 * @throws IndexExists, SnapshotMissing, SnapshotRunning (6.x: while a snapshot is deleted).
 */
export async function startTemporaryRestore(
  elasticsearch: Elasticsearch,
  { repository, snapshot, index, as }: TemporaryRestore,
): Promise<void> {
  const body = {
    indices: index,
    ignore_unavailable: false,
    include_global_state: false,
    include_aliases: false,
    partial: false,
    ignore_index_settings: settingsLeftBehind,
    index_settings: settings,
    // A Java regular expression; in its replacement $ would begin a reference to a group.
    rename_pattern: '^.+$',
    rename_replacement: as.replaceAll('$', '\\$'),
  };
  const path = pathOf`/_snapshot/${repository}/${snapshot}/_restore`;
  await elasticsearch.send({ method: 'POST', path, query: { wait_for_completion: false }, body }, z.unknown());
}
