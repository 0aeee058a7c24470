import { sleep } from '@temporalio/activity';
import { getSnapshotProgress } from '../elasticsearch/snapshot-progress';
import { getSnapshot } from '../elasticsearch/snapshots';
import { SnapshotMissing } from '../elasticsearch/errors';
import { pollPause } from '../planning/patience';
import type { Transfer } from '../planning/transfer';
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
  let first: { at: number; bytesDone: number } | undefined;
  for (;;) {
    if (await hasEnded(within, snapshot)) return { ended: true };
    const progress = await progressOf(within, snapshot);
    const now = Date.now();
    if (progress !== undefined) {
      first ??= { at: now, bytesDone: progress.bytesDone };
      report({ transfer: withRate(progress, first, now) });
    }
    const waited = now - start;
    if (waited >= slice)
      return {
        ended: false,
        ...(progress === undefined || first === undefined ? {} : { transfer: withRate(progress, first, now) }),
      };
    await sleep(Math.min(pollPause(waited), slice - waited));
  }
}

async function hasEnded({ elasticsearch, repository }: Cluster, name: string): Promise<boolean> {
  const snapshot = await getSnapshot(elasticsearch, repository, name);
  if (snapshot === null)
    throw new Refused(`Snapshot ${name} cannot be followed`, ['it is gone: somebody aborted or deleted it']);
  return snapshot.state !== 'IN_PROGRESS';
}

async function progressOf({ elasticsearch, repository }: Cluster, name: string): Promise<Transfer | undefined> {
  try {
    return (await getSnapshotProgress(elasticsearch, repository, name)) ?? undefined;
  } catch (error) {
    // Deleted between the two looks; the next one says so.
    if (error instanceof SnapshotMissing) return undefined;
    throw error;
  }
}
