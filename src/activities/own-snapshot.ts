import { getSnapshot } from '../elasticsearch/snapshots';
import type { Snapshot } from '../planning/snapshot';
import { notOwnSnapshot } from '../planning/snapshot-ownership';
import type { Cluster } from './cluster';

/** The snapshot that a run wants to take, or has taken. */
export interface RunSnapshot {
  snapshot: string;
  /** Workflow ID and run ID, kept with the snapshot where the server can. */
  takenBy: string;
  /** The run looked for the name under its lease and did not find it. */
  nameWasFree: boolean;
}

/** What there is under a run's snapshot name: nothing, its own snapshot, or somebody else's, with the sentence that says whose. */
export type FoundSnapshot =
  { found: 'nothing' } | { found: 'own'; record: Snapshot } | { found: 'foreign'; objection: string };

export async function findOwnSnapshot(
  { elasticsearch, repository }: Cluster,
  { snapshot, ...run }: RunSnapshot,
): Promise<FoundSnapshot> {
  const [{ hasSnapshotMetadata: hasMetadata }, record] = await Promise.all([
    elasticsearch.capabilities(),
    getSnapshot(elasticsearch, repository, snapshot),
  ]);
  if (record === null) return { found: 'nothing' };
  const objection = notOwnSnapshot(record, { ...run, hasMetadata });
  return objection === null ? { found: 'own', record } : { found: 'foreign', objection };
}
