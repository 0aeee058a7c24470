import { getStatefulSet, mergePatchStatefulSet } from '../../kubernetes/stateful-sets';
import { heldStrategy, releasePatch } from '../../planning/rollout-hold';
import type { Dependencies } from '../cluster';
import { clusterNamed, podsOf } from '../cluster';
import { withinActivity } from '../within-activity';

/** Gives StatefulSets that were held their own update strategy back. */
export async function releaseRollout(dependencies: Dependencies, input: { cluster: string }): Promise<void> {
  const { api, settings } = podsOf(withinActivity(clusterNamed(input.cluster, dependencies)));
  const { namespace, statefulSets } = settings;
  for (const name of [...statefulSets.data, ...statefulSets.master]) {
    const found = await getStatefulSet(api, namespace, name);
    if (found === null || heldStrategy(found) === null) continue;
    const { uid = '' } = found.metadata;
    await mergePatchStatefulSet(api, namespace, name, releasePatch(found), { uid });
  }
}
