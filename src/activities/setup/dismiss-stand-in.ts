import { deleteStandInClaim, getClaim } from '../../kubernetes/claims';
import { getPod } from '../../kubernetes/pods';
import { getStatefulSet, mergePatchStatefulSet } from '../../kubernetes/stateful-sets';
import { isStandInClaim, standInClaims, standInLabel, standInPod } from '../../planning/stand-in';
import type { Dependencies, OnKubernetes } from '../cluster';
import { clusterNamed, podsOf } from '../cluster';
import { Refused } from '../failure';
import { pollFor } from '../poll';
import { withinActivity } from '../within-activity';
import type { StandInInput } from './summon-stand-in';

/** A pod needs its grace period to go; on a node that is lost it never goes by itself. */
const patience = 900_000;

/**
 * Scales the StatefulSet of a single master back to one pod, and removes what was made for the stand-in and nothing else.
 * @returns whether there was one.
 * @throws Refused when its pod does not go; its claim is still there then.
 */
export async function dismissStandIn(dependencies: Dependencies, input: StandInInput): Promise<boolean> {
  const { api, settings } = podsOf(withinActivity(clusterNamed(input.cluster, dependencies)));
  const { namespace } = settings;
  const found = await getStatefulSet(api, namespace, input.statefulSet);
  if (found?.metadata.annotations?.[standInLabel] !== 'true') return false;
  if (found.spec.replicas === 2)
    await mergePatchStatefulSet(api, namespace, input.statefulSet, { spec: { replicas: 1 } });
  await gone({ api, settings }, standInPod(input.statefulSet));
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

async function gone({ api, settings }: OnKubernetes, name: string): Promise<void> {
  const look = () => getPod(api, settings.namespace, name);
  await pollFor(
    patience,
    async () => ((await look()) === null ? true : undefined),
    async () =>
      new Refused('The stand-in does not go', [
        `pod ${name} is still stopping on node ${(await look())?.spec.nodeName ?? 'unknown'}: look at that node, and run this again`,
      ]),
  );
}
