import { getClaim, labelClaim } from '../../kubernetes/claims';
import { getStatefulSet, mergePatchStatefulSet } from '../../kubernetes/stateful-sets';
import { isStandInClaim, standInClaims, standInLabel } from '../../planning/stand-in';
import type { StatefulSet } from '../../planning/manifest';
import { ownLabels } from '../../planning/own-labels';
import type { Dependencies, OnKubernetes } from '../cluster';
import { clusterNamed, podsOf } from '../cluster';
import { Refused } from '../failure';
import { pollFor } from '../poll';
import { withinActivity } from '../within-activity';
import { failedCreate } from './failed-create';

export interface StandInInput {
  cluster: string;
  /** The StatefulSet of the single master. */
  statefulSet: string;
}

/** The controller creates a claim within seconds of the scale; allocation is held meanwhile. */
const patience = 120_000;

/**
 * Scales the StatefulSet of a single master to two pods, and marks what that makes as logkeep's own, so that it can be
 * taken away again whatever happens in between.
 * @throws Refused when the second pod would get a claim that somebody else has left, or gets none, as under a quota.
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
    await pollFor(
      patience,
      async () => (await getClaim(api, settings.namespace, name)) ?? undefined,
      () => notCreated(onKubernetes, input.statefulSet, name),
    );
    await labelClaim(api, settings.namespace, name, { ...ownLabels(cluster.name), [standInLabel]: 'true' });
  }
}

async function notCreated(onKubernetes: OnKubernetes, statefulSet: string, claim: string): Promise<Refused> {
  const why = (await failedCreate(onKubernetes, statefulSet)) ?? 'see that the controller-manager runs';
  return new Refused('A stand-in cannot be called', [`its claim ${claim} is not created: ${why}`]);
}

async function refuseForeignClaims({ api, settings }: OnKubernetes, statefulSet: StatefulSet): Promise<void> {
  for (const name of standInClaims(statefulSet)) {
    const claim = await getClaim(api, settings.namespace, name);
    if (claim !== null && !isStandInClaim(claim))
      throw new Refused('A stand-in cannot be called', [`claim ${name} exists already, with somebody's old data`]);
  }
}
