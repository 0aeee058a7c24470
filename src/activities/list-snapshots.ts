import { listSnapshots as readSnapshots } from '../elasticsearch/snapshots';
import type { SnapshotState } from '../planning/snapshot';
import type { Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { withinActivity } from './within-activity';

export interface ListedSnapshot {
  name: string;
  state: SnapshotState;
  /** ISO 8601, UTC; absent where the server does not say. */
  startedAt?: string;
  /** Seconds. */
  took?: number;
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
  const newestFirst = all.sort((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0));
  const snapshots = newestFirst
    .slice(0, most)
    .map(({ name, state, startedAt, endedAt, indices, shards }): ListedSnapshot => {
      const days = indices.flatMap((index) => indexPattern.dayOf(index)?.toString() ?? []).sort();
      const [firstDay, lastDay] = [days[0], days.at(-1)];
      return {
        name,
        state,
        indices: indices.length,
        failedShards: shards.failed,
        ...(startedAt === undefined ? {} : { startedAt: new Date(startedAt).toISOString() }),
        ...(startedAt === undefined || endedAt === undefined ? {} : { took: (endedAt - startedAt) / 1000 }),
        ...(firstDay === undefined || lastDay === undefined ? {} : { firstDay, lastDay }),
      };
    });
  return { repository, total: all.length, snapshots };
}
