import { getClaim, labelClaim } from '../../kubernetes/claims';
import { getStatefulSet, mergePatchStatefulSet } from '../../kubernetes/stateful-sets';
import { isStandInClaim, standInClaims, standInLabel } from '../../planning/stand-in';
import type { StatefulSet } from '../../planning/manifest';
import { ownLabels } from '../../planning/own-labels';
import type { Dependencies, OnKubernetes } from '../cluster';
import { clusterNamed, podsOf } from '../cluster';
import { Refused } from '../failure';
import { poll } from '../poll';
import { withinActivity } from '../within-activity';

export interface StandInInput {
  cluster: string;
  /** The StatefulSet of the single master. */
  statefulSet: string;
}

/**
 * Scales the StatefulSet of a single master to two pods, and marks what that makes as logkeep's own, so that it can be
 * taken away again whatever happens in between.
 * @throws Refused when the second pod would get a claim that somebody else has left.
 */
export async function summonStandIn(dependencies: Dependencies, input: StandInInput): Promise<void> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const onKubernetes = podsOf(cluster);
  const { api, settings } = onKubernetes;
  const found = await getStatefulSet(api, settings.namespace, input.statefulSet);
  if (found === null) throw new Refused('A stand-in cannot be called', [`StatefulSet ${input.statefulSet} is gone`]);
  // The mark is set together with the scale: with it, the claims are ours even if an attempt ended before it said so.
  if (found.metadata.annotations?.[standInLabel] !== 'true') {
    await refuseForeignClaims(onKubernetes, found);
    const { uid = '' } = found.metadata;
    const change = { metadata: { annotations: { [standInLabel]: 'true' } }, spec: { replicas: 2 } };
    await mergePatchStatefulSet(api, settings.namespace, input.statefulSet, change, { uid });
  }
  for (const name of standInClaims(found)) {
    await poll(async () => (await getClaim(api, settings.namespace, name)) ?? undefined);
    await labelClaim(api, settings.namespace, name, { ...ownLabels(cluster.name), [standInLabel]: 'true' });
  }
}

async function refuseForeignClaims({ api, settings }: OnKubernetes, statefulSet: StatefulSet): Promise<void> {
  for (const name of standInClaims(statefulSet)) {
    const claim = await getClaim(api, settings.namespace, name);
    if (claim !== null && !isStandInClaim(claim))
      throw new Refused('A stand-in cannot be called', [`claim ${name} exists already, with somebody's old data`]);
  }
}
