import { getSnapshot } from '../elasticsearch/snapshots';
import { getSnapshotProgress } from '../elasticsearch/snapshot-progress';
import { objectionsTo } from '../planning/backup-verdict';
import type { Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { withinActivity } from './within-activity';

export interface VerifiedSnapshot {
  /** Why it does not count as a backup, whole clauses; empty when it does. */
  objections: string[];
  shards: number;
  /** What this snapshot added to the repository, in bytes. */
  bytesAdded: number;
  /** How long Elasticsearch worked on it, in milliseconds. */
  took: number;
}

/** Reads the repository's record of a finished snapshot and judges it. */
export async function verifySnapshot(
  dependencies: Dependencies,
  { cluster, snapshot, expected }: { cluster: string; snapshot: string; expected: string[] },
): Promise<VerifiedSnapshot> {
  const { elasticsearch, repository } = withinActivity(clusterNamed(cluster, dependencies));
  const record = await getSnapshot(elasticsearch, repository, snapshot);
  if (record === null) return { objections: ['it is gone from the repository'], shards: 0, bytesAdded: 0, took: 0 };
  const progress = await getSnapshotProgress(elasticsearch, repository, snapshot);
  return {
    objections: objectionsTo(record, expected),
    shards: record.shards.total,
    bytesAdded: progress?.bytesTotal ?? 0,
    took: Math.max(0, (record.endedAt ?? 0) - (record.startedAt ?? 0)),
  };
}
