import type { RestorePlan } from '../../planning/restore-plan';
import { patient } from '../activity-proxies';
import type { UndoStack } from '../undo';

/** Lets the cluster that restores read the repository of the one that took the snapshots, where it does not already. */
export async function lend(cluster: string, { elsewhere, snapshots }: RestorePlan, undo: UndoStack): Promise<void> {
  if (elsewhere === undefined) return;
  const left = `repository ${elsewhere.repository} may still be registered in ${cluster}`;
  undo.push(left, () => patient.returnRepository({ cluster, elsewhere }));
  await patient.lendRepository({ cluster, elsewhere, snapshots: snapshots.map(({ snapshot }) => snapshot) });
}
