import { isCancellation } from '@temporalio/workflow';
import type { RestoredIndex } from '../../activities/restored-indices';
import { planCopies } from '../../planning/restored-copies';
import type { WantedCopies } from '../../planning/restored-copies';
import { dispensable } from '../activity-proxies';
import { failureMessage } from '../failure-type';

/** What is still to be asked for when the data is there, or why nobody knows. */
export type CopiesToAdd = { indices: WantedCopies[] } | { problem: string };

/**
 * Reads how many copies the indices had, and lets none be made for as long as the data comes: asked for afterwards, they
 * cost neither disk nor time before the days can be searched. The number is read from the new index, because no
 * server tells it from the snapshot; it is in the history before it is changed.
 * @param asked how many somebody wants; undefined is as many as each had.
 */
export async function holdCopies(
  cluster: string,
  created: RestoredIndex[],
  asked: number | undefined,
): Promise<CopiesToAdd> {
  try {
    const { during, afterwards } = planCopies(await dispensable.readCopies({ cluster, created }), asked);
    if (during.length > 0) await dispensable.setCopies({ cluster, indices: during, isLast: false });
    return { indices: afterwards };
  } catch (error) {
    if (isCancellation(error)) throw error;
    return { problem: failureMessage(error) };
  }
}

/** Asks for the copies. They are made in the background: days without them can be searched all the same. Returns warnings. */
export async function addCopies(cluster: string, copies: CopiesToAdd): Promise<string[]> {
  try {
    if ('problem' in copies) return [`the number of copies of each shard could not be changed: ${copies.problem}`];
    await dispensable.setCopies({ cluster, indices: copies.indices, isLast: true });
    return [];
  } catch (error) {
    if (isCancellation(error)) throw error;
    return [`copies of the shards could not be asked for, so that each is there once: ${failureMessage(error)}`];
  }
}
