import { deleteStandInClaim, getClaim } from '../../kubernetes/claims';
import { getPod } from '../../kubernetes/pods';
import { getStatefulSet, mergePatchStatefulSet } from '../../kubernetes/stateful-sets';
import { isStandInClaim, standInClaims, standInLabel, standInPod } from '../../planning/stand-in';
import type { Dependencies } from '../cluster';
import { clusterNamed, podsOf } from '../cluster';
import { poll } from '../poll';
import { withinActivity } from '../within-activity';
import type { StandInInput } from './summon-stand-in';

/**
 * Scales the StatefulSet of a single master back to one pod, and removes what was made for the stand-in and nothing else.
 * @returns whether there was one.
 */
export async function dismissStandIn(dependencies: Dependencies, input: StandInInput): Promise<boolean> {
  const { api, settings } = podsOf(withinActivity(clusterNamed(input.cluster, dependencies)));
  const { namespace } = settings;
  const found = await getStatefulSet(api, namespace, input.statefulSet);
  if (found?.metadata.annotations?.[standInLabel] !== 'true') return false;
  if (found.spec.replicas === 2)
    await mergePatchStatefulSet(api, namespace, input.statefulSet, { spec: { replicas: 1 } });
  await poll(async () => ((await getPod(api, namespace, standInPod(input.statefulSet))) === null ? true : undefined));
  for (const name of standInClaims(found)) {
    const claim = await getClaim(api, namespace, name);
    if (claim !== null && isStandInClaim(claim))
      await deleteStandInClaim(api, namespace, name, claim.metadata.uid ?? '');
  }
  // Last: until here a later attempt still has something to do.
  const unmark = { metadata: { annotations: { [standInLabel]: null } } };
  await mergePatchStatefulSet(api, namespace, input.statefulSet, unmark);
  return true;
}
