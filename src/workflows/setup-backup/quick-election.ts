import { patient, quick } from '../activity-proxies';
import type { UndoStack } from '../undo';

/** Restarts pods with a shorter time to elect a master in their configuration, and takes that out again. */
export async function withQuickElection<T>(
  cluster: string,
  isWanted: boolean,
  undo: UndoStack,
  restart: () => Promise<T>,
): Promise<T> {
  // Recorded plans of earlier versions do not have it.
  if (!isWanted) return restart();
  undo.push('the shorter time to elect a master may still be in the ConfigMap', async () => {
    await patient.editElection({ cluster, change: 'restore' });
    return [];
  });
  await quick.editElection({ cluster, change: 'quicken' });
  const restarted = await restart();
  await patient.editElection({ cluster, change: 'restore' });
  return restarted;
}
