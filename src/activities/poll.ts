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
