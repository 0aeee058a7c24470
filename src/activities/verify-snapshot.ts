import { getSnapshot } from '../elasticsearch/snapshots';
import { getSnapshotProgress } from '../elasticsearch/snapshot-progress';
import { ElasticsearchError } from '../elasticsearch/errors';
import { insteadOf } from '../planning/instead-of';
import { objectionsTo } from '../planning/backup-verdict';
import type { Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { withinActivity } from './within-activity';

export interface VerifiedSnapshot {
  /** Why it does not count as a backup, whole clauses; empty when it does. */
  objections: string[];
  shards: number;
  /** What this snapshot added to the repository, in bytes; absent when the server could not say. */
  bytesAdded?: number;
  /** How long Elasticsearch worked on it. */
  seconds: number;
}

/** Reads the repository's record of a finished snapshot and judges it. */
export async function verifySnapshot(
  dependencies: Dependencies,
  { cluster, snapshot, expected }: { cluster: string; snapshot: string; expected: string[] },
): Promise<VerifiedSnapshot> {
  const { elasticsearch, repository } = withinActivity(clusterNamed(cluster, dependencies));
  const record = await getSnapshot(elasticsearch, repository, snapshot);
  if (record === null) return { objections: ['it is gone from the repository'], shards: 0, seconds: 0 };
  // The server reads a file per shard to tell. Nice to know, but a good backup must not fail for it.
  const progress = getSnapshotProgress(elasticsearch, repository, snapshot);
  const bytesAdded = (await insteadOf(ElasticsearchError, progress, null))?.bytesTotal;
  return {
    objections: objectionsTo(record, expected),
    shards: record.shards.total,
    seconds: Math.max(0, (record.endedAt ?? 0) - (record.startedAt ?? 0)) / 1000,
    ...(bytesAdded === undefined ? {} : { bytesAdded }),
  };
}
