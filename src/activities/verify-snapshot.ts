import { getSnapshot } from '../elasticsearch/snapshots';
import { getSnapshotSize } from '../elasticsearch/snapshot-progress';
import { ElasticsearchError } from '../elasticsearch/errors';
import { insteadOf } from '../planning/instead-of';
import { verdictOn } from '../planning/backup-verdict';
import type { Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { withinActivity } from './within-activity';

export interface VerifiedSnapshot {
  /** Why it does not count as a backup, whole clauses; empty when it does. */
  objections: string[];
  /** What would speak against it, were it not allowed. */
  remarks: string[];
  shards: number;
  /** All that it holds, in bytes; absent when the server could not say. */
  bytes?: number;
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
  const { elasticsearch, repository, allowPartial } = withinActivity(clusterNamed(cluster, dependencies));
  const record = await getSnapshot(elasticsearch, repository, snapshot);
  if (record === null) return { objections: ['it is gone from the repository'], remarks: [], shards: 0, seconds: 0 };
  // Nice to know, but a good backup must not fail for it.
  const size = await insteadOf(ElasticsearchError, getSnapshotSize(elasticsearch, repository, snapshot), {});
  return {
    ...verdictOn(record, expected, allowPartial),
    shards: record.shards.total,
    seconds: Math.max(0, (record.endedAt ?? 0) - (record.startedAt ?? 0)) / 1000,
    ...size,
  };
}
