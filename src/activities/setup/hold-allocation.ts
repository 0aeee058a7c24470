import { setAllocationEnable } from '../../elasticsearch/cluster-settings';
import { TimedOut } from '../../elasticsearch/errors';
import { flushAll } from '../../elasticsearch/flush';
import { insteadOf } from '../../planning/instead-of';
import type { Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { withinActivity } from '../within-activity';

/** Prepares the cluster for the absence of a node: its replicas are not copied elsewhere, and come back quickly. */
export async function holdAllocation(dependencies: Dependencies, input: { cluster: string }): Promise<void> {
  const { elasticsearch } = withinActivity(clusterNamed(input.cluster, dependencies));
  await setAllocationEnable(elasticsearch, 'primaries');
  // It only makes the node come back sooner: what takes long is not worth waiting for with allocation held.
  await insteadOf(TimedOut, flushAll(elasticsearch), undefined);
}
