import { sleep } from '@temporalio/activity';
import { ElasticsearchError } from '../../elasticsearch/errors';
import { takenConnections } from '../../elasticsearch/http-connections';
import { insteadOf } from '../../planning/instead-of';
import type { Cluster } from '../cluster';

/** One window for a proxy to hear of it at all, and at least one in which nobody came. Milliseconds. */
const window = 2_500;
/** Within one, the kubelet looks whether the pod is ready. */
const ofTheKubelet = 1;
/** Somebody who connects to the pod itself and to no Service goes on doing so. */
const mostWindows = 8;

/**
 * Waits until nobody connects to a node any more. After the API says that no Service sends requests to its pod, every
 * node's proxy has to hear of it, which took a busy one more than 5 s; what it still sends is lost when the node stops.
 */
export async function noMoreConnections({ elasticsearch }: Cluster, node: string): Promise<void> {
  // Where nothing can be told, the time alone has to do.
  const taken = () => insteadOf(ElasticsearchError, takenConnections(elasticsearch, node), null);
  await sleep(window);
  let before = await taken();
  for (let count = 1; count < mostWindows; count += 1) {
    await sleep(window);
    const now = await taken();
    if (before === null || now === null || now - before <= ofTheKubelet) return;
    before = now;
  }
}
