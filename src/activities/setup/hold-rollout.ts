import { mergePatchStatefulSet } from '../../kubernetes/stateful-sets';
import type { StatefulSet } from '../../planning/manifest';
import { holdPatch } from '../../planning/rollout-hold';
import type { OnKubernetes } from '../cluster';

/** Keeps a StatefulSet from rolling its pods by itself: Kubernetes would go on as soon as a pod is Ready, green or not. */
export async function holdRollout({ api, settings }: OnKubernetes, statefulSet: StatefulSet): Promise<StatefulSet> {
  const patch = holdPatch(statefulSet);
  if (patch === null) return statefulSet;
  const { name, uid = '' } = statefulSet.metadata;
  return mergePatchStatefulSet(api, settings.namespace, name, patch, { uid });
}
