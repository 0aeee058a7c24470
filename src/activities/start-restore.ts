import { IndexExists, TimedOut } from '../elasticsearch/errors';
import { startRestore as sendRestore } from '../elasticsearch/restores';
import type { RestoreStep } from '../planning/restore-choice';
import type { Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { Refused } from './failure';
import { findRestored } from './restored-indices';
import type { RestoredIndex } from './restored-indices';
import { withinActivity } from './within-activity';

/**
 * Starts the restore of one snapshot's indices without waiting for its end, or adopts it when an earlier attempt of
 * this activity already did: the indices are there and come from this very snapshot.
 * @returns the indices with the identity that they got, by which alone they may be removed again.
 * @throws Refused when an index of that name appeared that does not come from this snapshot.
 */
export async function startRestore(
  dependencies: Dependencies,
  { cluster: name, snapshot, indices }: RestoreStep & { cluster: string },
): Promise<RestoredIndex[]> {
  const cluster = withinActivity(clusterNamed(name, dependencies));
  try {
    await sendRestore(cluster.elasticsearch, { repository: cluster.repository, snapshot, indices });
  } catch (error) {
    if (!(error instanceof IndexExists || error instanceof TimedOut)) throw error;
    const { restored } = await findRestored(cluster, { snapshot, indices });
    if (restored.length < indices.length) {
      if (error instanceof TimedOut) throw error;
      throw new Refused(`The restore from ${snapshot} cannot start`, [error.message]);
    }
  }
  return (await findRestored(cluster, { snapshot, indices })).restored;
}
