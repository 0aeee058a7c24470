import type { Snapshot } from './snapshot';

/** Backups are nightly: a cluster that took one within two days is probably alive. */
const aliveFor = 2 * 86_400_000;

/**
 * Why a cluster must not write to a repository, as far as its snapshots tell: another cluster took one lately. They do
 * so only where the server keeps metadata (Elasticsearch 7.3, OpenSearch) and logkeep took them; elsewhere only the
 * owner file in the volume tells (`repository-owner.ts`).
 * @param now milliseconds since 1970.
 * @returns null when nothing tells of another writer.
 */
export function otherWriter(snapshots: readonly Snapshot[], clusterUuid: string, now: number): string | null {
  const foreign = snapshots
    .filter((snapshot) => snapshot.clusterUuid !== undefined && snapshot.clusterUuid !== clusterUuid)
    .filter(({ startedAt = 0 }) => now - startedAt < aliveFor)
    .sort((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0));
  const [newest] = foreign;
  if (newest === undefined) return null;
  const taken = new Date(newest.startedAt ?? 0).toISOString();
  const over = new Date((newest.startedAt ?? 0) + aliveFor).toISOString();
  return (
    `Another cluster (UUID ${newest.clusterUuid ?? 'unknown'}) writes to this repository, its last snapshot ${newest.name} is of ${taken}, ` +
    'and two writers would destroy the snapshots: give this cluster another repository.location or make it a reader ' +
    `(repository.readonly: true); if that cluster is gone, this is no longer said from ${over} on`
  );
}
