import { activityInfo, sleep } from '@temporalio/activity';
import { pollPause } from '../planning/patience';

/** How long this activity has been waited for, over all of its attempts, in milliseconds. */
export function waitedSoFar(): number {
  return Date.now() - activityInfo().scheduledTimestampMs;
}

/**
 * Looks again and again, soon at first and every few seconds later, until a look gives an answer.
 * @param look undefined means "not yet"; what it throws ends the wait.
 */
export async function poll<T>(look: () => Promise<T | undefined>): Promise<T> {
  const start = Date.now();
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(pollPause(Date.now() - start));
  }
}

/**
 * The same with an end: what has not come by then will not come by itself.
 * @param patience milliseconds.
 * @param failure what is thrown then.
 */
export async function pollFor<T>(
  patience: number,
  look: () => Promise<T | undefined>,
  failure: () => Promise<Error>,
): Promise<T> {
  const start = Date.now();
  return poll(async () => {
    const found = await look();
    if (found === undefined && Date.now() - start > patience) throw await failure();
    return found;
  });
}
