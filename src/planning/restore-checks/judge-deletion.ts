import { firstNames } from '../listing';
import type { Judge } from './judge';
import { fatal, warning } from './judge';

/** Snapshots that are being deleted just now. */
export const judgeSnapshotDeletion: Judge = ({ deletions, restoresDuringDeletions }, { repository, steps }) => {
  const wanted = steps.filter(({ snapshot }) =>
    deletions.some((deletion) => deletion.repository === repository && deletion.snapshot === snapshot),
  );
  if (wanted.length > 0)
    return fatal(
      'snapshotDeletion',
      `${firstNames(wanted.map(({ snapshot }) => snapshot))} is being deleted just now, so nothing can be restored from it: ask again when that is over, for another snapshot`,
    );
  if (deletions.length === 0 || restoresDuringDeletions) return [];
  const names = firstNames(deletions.map(({ snapshot }) => snapshot));
  return warning('snapshotDeletion', `${names} is being deleted, and before 7.9 no restore begins until that is over`);
};
