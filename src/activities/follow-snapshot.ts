import { sleep } from '@temporalio/activity';
import { getSnapshotProgress } from '../elasticsearch/snapshot-progress';
import { getSnapshot } from '../elasticsearch/snapshots';
import { SnapshotMissing } from '../elasticsearch/errors';
import { insteadOf } from '../planning/instead-of';
import { pollPause } from '../planning/patience';
import type { Sample, Transfer } from '../planning/transfer';
import { withRate } from '../planning/transfer';
import type { Cluster, Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { Refused } from './failure';
import { report } from './liveness';
import { withinActivity } from './within-activity';

export interface FollowSnapshotInput {
  cluster: string;
  snapshot: string;
  /** Milliseconds after which to come back with an interim report. */
  slice: number;
}

export interface FollowedSnapshot {
  ended: boolean;
  transfer?: Transfer;
}

/**
 * Watches a snapshot until the repository says that it has ended, or the slice is over. Says nothing of the outcome.
 * @throws Refused when the snapshot is gone: somebody deleted it.
 */
export async function followSnapshot(
  dependencies: Dependencies,
  { cluster, snapshot, slice }: FollowSnapshotInput,
): Promise<FollowedSnapshot> {
  const within = withinActivity(clusterNamed(cluster, dependencies));
  const start = Date.now();
  let first: Sample | undefined;
  for (;;) {
    if (await hasEnded(within, snapshot)) return { ended: true };
    const progress = await progressOf(within, snapshot);
    const now = Date.now();
    first ??= progress === null ? undefined : { at: now, bytesDone: progress.bytesDone };
    const state = progress === null || first === undefined ? {} : { transfer: withRate(progress, first, now) };
    if (state.transfer !== undefined) report(state);
    const waited = now - start;
    if (waited >= slice) return { ended: false, ...state };
    await sleep(Math.min(pollPause(waited), slice - waited));
  }
}

async function hasEnded({ elasticsearch, repository }: Cluster, name: string): Promise<boolean> {
  const snapshot = await getSnapshot(elasticsearch, repository, name);
  if (snapshot === null)
    throw new Refused(`Snapshot ${name} cannot be followed`, [
      'it is gone: somebody deleted it, or its record could not be written, as on a full disk; look at the space on the backup volume',
    ]);
  return snapshot.state !== 'IN_PROGRESS';
}

/** Deleted between the two looks, it has none; the next look says so. */
function progressOf({ elasticsearch, repository }: Cluster, name: string): Promise<Transfer | null> {
  return insteadOf(SnapshotMissing, getSnapshotProgress(elasticsearch, repository, name), null);
}
