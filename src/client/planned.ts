import type { RemoveBackupResult } from '../workflows/remove-backup/types';
import type { SetupBackupResult } from '../workflows/setup-backup/types';

/** The result of an operation that can be rehearsed. */
export type Planned = SetupBackupResult | RemoveBackupResult;

/** Read from the result itself: a run that is watched was started by anybody, with anything. */
export function isPlanned(result: unknown): result is Planned {
  return typeof result === 'object' && result !== null && 'dryRun' in result && 'changes' in result;
}
