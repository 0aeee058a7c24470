import { listIndicesNamed } from '../elasticsearch/indices';
import { getRestoreOrigins } from '../elasticsearch/restore-sources';
import type { ExistingIndex } from '../planning/restore-conflict';
import type { Cluster } from './cluster';

/** An index that a restore created. The UUID is new with every restore, so it tells this index from any other of its name. */
export interface RestoredIndex {
  name: string;
  uuid: string;
}

/** The indices of these names that exist now. */
export async function findExisting({ elasticsearch }: Cluster, names: readonly string[]): Promise<ExistingIndex[]> {
  return listIndicesNamed(elasticsearch, names);
}

/**
 * Those of the indices that one restore request of this snapshot created, with no telling who sent it. None unless all
 * that come from the snapshot came by the same request: somebody else may be restoring some of them.
 */
export async function findRestored(
  { elasticsearch, ...cluster }: Cluster,
  { snapshot, repository = cluster.repository }: { snapshot: string; repository?: string },
  names: readonly string[],
): Promise<RestoredIndex[]> {
  const existing = await listIndicesNamed(elasticsearch, names);
  const origins = await getRestoreOrigins(
    elasticsearch,
    existing.map(({ name }) => name),
  );
  const restored = existing.filter(({ name }) => {
    const origin = origins.get(name);
    return origin?.repository === repository && origin.snapshot === snapshot;
  });
  const requests = new Set(restored.map(({ name }) => origins.get(name)?.restoreUuid));
  return requests.size > 1 ? [] : restored.map(({ name, uuid }) => ({ name, uuid }));
}
