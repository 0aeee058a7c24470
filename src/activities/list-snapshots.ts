import { listSnapshots as readSnapshots } from '../elasticsearch/snapshots';
import { dayRange } from '../planning/day-range';
import { newestFirst } from '../planning/snapshot-order';
import type { SnapshotState } from '../planning/snapshot';
import type { Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { withinActivity } from './within-activity';

export interface ListedSnapshot {
  name: string;
  state: SnapshotState;
  /** ISO 8601, UTC; absent where the server does not say. */
  startedAt?: string;
  /** How long Elasticsearch worked on it. */
  seconds?: number;
  indices: number;
  failedShards: number;
  /** The first and last day in it, `YYYY-MM-DD`. */
  firstDay?: string;
  lastDay?: string;
}

export interface ListedSnapshots {
  repository: string;
  total: number;
  /** The newest first, at most as many as asked for. */
  snapshots: ListedSnapshot[];
}

export async function listSnapshots(
  dependencies: Dependencies,
  { cluster, most }: { cluster: string; most: number },
): Promise<ListedSnapshots> {
  const { elasticsearch, repository, indexPattern } = withinActivity(clusterNamed(cluster, dependencies));
  const all = await readSnapshots(elasticsearch, repository);
  const snapshots = newestFirst(all)
    .slice(0, most)
    .map(({ name, state, startedAt, endedAt, indices, shards }): ListedSnapshot => {
      return {
        name,
        state,
        indices: indices.length,
        failedShards: shards.failed,
        ...(startedAt === undefined ? {} : { startedAt: new Date(startedAt).toISOString() }),
        ...(startedAt === undefined || endedAt === undefined ? {} : { seconds: (endedAt - startedAt) / 1000 }),
        ...dayRange(indices, indexPattern),
      };
    });
  return { repository, total: all.length, snapshots };
}
