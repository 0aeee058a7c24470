import { z } from 'zod';
import type { RenameRequest } from '../planning/restore/rename-request';
import type { Elasticsearch } from './elasticsearch';
import { pathOf } from './path-of';

export interface NewRestore {
  repository: string;
  snapshot: string;
  /** Exact index names. */
  indices: readonly string[];
  /** Other names for all of them, in Java's regular expressions; left out, indices come back under their own names. */
  rename?: RenameRequest;
  /** With every setting and alias that it had: for an index that was set aside for a while, not one of a backup. */
  asItWas?: boolean;
  /** Index settings that the indices get instead of those in the snapshot. */
  settings?: Readonly<Record<string, string | number>>;
}

/**
 * Settings that must not come back with an index: the write block that sealed it before it was backed up, allocation
 * filters that may name nodes which are gone, and a lifecycle policy, which would delete the old day at once.
 */
export const settingsLeftBehind = ['index.blocks.*', 'index.routing.allocation.*', 'index.lifecycle.*'];

/**
 * Starts a restore and returns as soon as the server has accepted it. Never brings back global state (it would replace
 * the cluster's persistent settings) nor aliases (a write alias would send today's logs into an old day).
 * @throws IndexExists, SnapshotMissing, SnapshotRunning (6.x: while a snapshot is deleted).
 */
export async function startRestore(
  elasticsearch: Elasticsearch,
  { repository, snapshot, indices, rename, settings, asItWas = false }: NewRestore,
): Promise<void> {
  const body = {
    indices: indices.join(','),
    ignore_unavailable: false,
    include_global_state: false,
    include_aliases: asItWas,
    partial: false,
    ...(asItWas ? {} : { ignore_index_settings: settingsLeftBehind }),
    ...(settings === undefined ? {} : { index_settings: settings }),
    ...(rename === undefined ? {} : { rename_pattern: rename.pattern, rename_replacement: rename.replacement }),
  };
  const path = pathOf`/_snapshot/${repository}/${snapshot}/_restore`;
  await elasticsearch.send({ method: 'POST', path, query: { wait_for_completion: false }, body }, z.unknown());
}
