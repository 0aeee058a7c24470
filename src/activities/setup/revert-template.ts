import { getStatefulSet, removeApplied, strategicPatchStatefulSet } from '../../kubernetes/stateful-sets';
import { fieldManager } from '../../kubernetes/write-options';
import type { StatefulSet } from '../../planning/manifest';
import { strategicRemoval } from '../../planning/template-additions';
import type { Dependencies } from '../cluster';
import { clusterNamed, podsOf } from '../cluster';
import { withinActivity } from '../within-activity';
import { awaitObserved } from './await-observed';
import { holdRollout } from './hold-rollout';

/**
 * Takes the backup volume out of a StatefulSet's template: what logkeep applied by giving its fields up, and what is
 * left of it (from an old server or a re-creation) by name.
 * @returns whether anything had to be changed.
 */
export async function revertTemplate(
  dependencies: Dependencies,
  input: { cluster: string; statefulSet: string },
): Promise<boolean> {
  const onKubernetes = podsOf(withinActivity(clusterNamed(input.cluster, dependencies)));
  const { api, settings } = onKubernetes;
  const found = await getStatefulSet(api, settings.namespace, input.statefulSet);
  if (found === null || !hasOwn(found)) return false;
  const { name, uid = '' } = found.metadata;
  const held = await holdRollout(onKubernetes, found);
  const given = hasApplied(held) ? await removeApplied(api, settings.namespace, name, uid) : held;
  if (hasOwn(given)) await strategicPatchStatefulSet(api, settings.namespace, name, strategicRemoval(given), { uid });
  await awaitObserved(onKubernetes, name);
  return true;
}

function hasOwn(statefulSet: StatefulSet): boolean {
  return Object.keys(strategicRemoval(statefulSet)).length > 0;
}

function hasApplied({ metadata }: StatefulSet): boolean {
  return (
    metadata.managedFields?.some(({ manager, operation }) => manager === fieldManager && operation === 'Apply') ?? false
  );
}
