import {
  clearExcludedNames,
  excludedNames,
  readAllocation,
  setAllocationEnable,
} from '../../elasticsearch/cluster-settings';
import { Unavailable } from '../../elasticsearch/errors';
import type { Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { withinActivity } from '../within-activity';

export interface ReleaseAllocationInput {
  cluster: string;
  /** The pods whose drain hooks may have excluded their nodes. */
  pods: string[];
}

/**
 * Lets shards go everywhere again: allocation as it was before the run, and no node of ours excluded. Read back, because
 * a drain hook may write its exclusion once more in the last moment of its pod.
 * @throws Unavailable, which is tried again, while the settings do not read as they should.
 */
export async function releaseAllocation(dependencies: Dependencies, input: ReleaseAllocationInput): Promise<string[]> {
  const { elasticsearch } = withinActivity(clusterNamed(input.cluster, dependencies));
  const before = await readAllocation(elasticsearch);
  if (before.enable.transient !== undefined) await setAllocationEnable(elasticsearch, null);
  await clearExcludedNames(elasticsearch, input.pods);
  const after = await readAllocation(elasticsearch);
  const left = input.pods.filter((pod) => excludedNames(after).includes(pod));
  if (after.enable.transient !== undefined || left.length > 0) {
    const request = 'PUT /_cluster/settings';
    throw new Unavailable(`Somebody sets the allocation of ${left.join(', ') || 'shards'} anew`, { request });
  }
  return before.enable.transient === undefined ? [] : ['allocation is as it was'];
}
