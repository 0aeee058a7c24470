import { Context, sleep } from '@temporalio/activity';
import { countStartsInFlight } from '../elasticsearch/tasks';
import { pollPause } from '../planning/patience';
import type { Cluster } from './cluster';

/** As long as a slow volume may keep a start busy; after that it is taken for lost. */
const longestWait = 600_000;

/**
 * Before undoing a start whose answer never came: waits until the cluster is no longer working on any. Looking earlier
 * would find nothing, and what appears a minute later would belong to nobody.
 */
export async function awaitStarts({ elasticsearch }: Cluster): Promise<void> {
  const start = Date.now();
  for (;;) {
    const waited = Date.now() - start;
    if ((await countStartsInFlight(elasticsearch)) === 0 || waited > longestWait) return;
    Context.current().log.info('Waiting for a start that is still under way, to undo it');
    await sleep(pollPause(waited));
  }
}
