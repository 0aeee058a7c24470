import { activityInfo } from '@temporalio/activity';
import { IndexExists, SnapshotRunning, TimedOut } from '../elasticsearch/errors';
import { startRestore as sendRestore } from '../elasticsearch/restores';
import { restoreMark } from '../elasticsearch/restore-marks';
import { targetsOf } from '../planning/restore-plan';
import type { RestoreStep } from '../planning/restore-plan';
import { renameRequest } from '../planning/restore/rename-request';
import type { Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { Refused } from './failure';
import type { RestoredIndex } from './restored-indices';
import { findRestored, runMark } from './restored-indices';
import { giveWay } from './restoring/kept-copy';
import { outlivingCancellation } from './within-activity';

export interface StartRestoreInput extends RestoreStep {
  cluster: string;
  /** Another registration of the cluster's repository to restore from. */
  repository?: string;
  /** `index.priority` of the restored indices. */
  priority?: number;
}

/**
 * Starts the restore of one snapshot's indices without waiting for its end, or adopts it when an earlier attempt of
 * this activity already did: all of the indices are there and carry the mark of this run.
 * @returns the indices with the identity that they got, by which alone they may be removed again.
 * @throws Refused when somebody else has taken a name: then this run has started nothing.
 */
export async function startRestore(dependencies: Dependencies, input: StartRestoreInput): Promise<RestoredIndex[]> {
  const cluster = outlivingCancellation(clusterNamed(input.cluster, dependencies));
  const { elasticsearch } = cluster;
  const { snapshot, repository = cluster.repository, priority } = input;
  const settings = { ...restoreMark(runMark()), ...(priority === undefined ? {} : { 'index.priority': priority }) };
  const indices = input.indices.map(({ index }) => index);
  const targets = targetsOf(input);
  const rename = renameRequest(input.indices);
  // At the last moment: a writer that meets a name which is gone makes an index of it.
  for (const replaced of input.replacing ?? []) await giveWay(cluster, replaced);
  try {
    await sendRestore(elasticsearch, { repository, snapshot, indices, settings, ...(rename && { rename }) });
    return await findRestored(cluster, targets);
  } catch (error) {
    // Each of these may be the echo of an earlier attempt that took effect.
    if (!(error instanceof IndexExists || error instanceof SnapshotRunning || error instanceof TimedOut)) throw error;
    const isFirst = activityInfo().attempt === 1 && !(error instanceof TimedOut);
    const restored = isFirst ? [] : await findRestored(cluster, targets);
    if (restored.length === targets.length) return restored;
    if (!(error instanceof IndexExists)) throw error;
    throw new Refused(`The restore from ${snapshot} cannot start`, [error.message]);
  }
}
