import { readProofs } from '../../elasticsearch/proofs';
import { outlineSnapshots } from '../../elasticsearch/snapshot-outline';
import type { SnapshotOutline } from '../../elasticsearch/snapshot-outline';
import type { DrillCandidate } from '../../planning/drill/choose-days';
import { ledgerIndexOf } from '../../planning/ledger';
import type { Cluster } from '../cluster';

/** The days that successful snapshots hold, the oldest first, each with what drills have found of it. */
export async function savedDays(cluster: Cluster, only?: string): Promise<DrillCandidate[]> {
  return daysIn(cluster, await outlineSnapshots(cluster.elasticsearch, cluster.repository), only);
}

/** The same where the snapshots are known already. @param only of this snapshot and no other. */
export async function daysIn(
  cluster: Cluster,
  snapshots: readonly SnapshotOutline[],
  only?: string,
): Promise<DrillCandidate[]> {
  const { elasticsearch, indexPattern, name } = cluster;
  const whole = snapshots.filter(
    (snapshot) => snapshot.state === 'SUCCESS' && (only ?? snapshot.name) === snapshot.name,
  );
  const days = [...new Set(whole.flatMap(({ indices }) => indices))].flatMap((index) => {
    const day = indexPattern.dayOf(index);
    return day === null ? [] : [{ day: day.toString(), index }];
  });
  const proofs = await readProofs(
    elasticsearch,
    ledgerIndexOf(name),
    days.map(({ index }) => index),
  );
  return days
    .map((one) => {
      const proof = proofs.get(one.index);
      return proof === undefined ? one : { ...one, proof };
    })
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}
