import { reviewAccess } from '../../kubernetes/access';
import { getClaim } from '../../kubernetes/claims';
import { Forbidden } from '../../kubernetes/errors';
import { insteadOf } from '../../planning/instead-of';
import { handoverObjection } from '../../planning/handover';
import type { PersistentVolumeClaim, StatefulSet } from '../../planning/manifest';
import { describeRight } from '../../planning/required-rights';
import { isStandInClaim, isStandInThere, standInClaims, standInPod, standInRights } from '../../planning/stand-in';
import { nodeOf } from '../../planning/restart-need';
import type { ElasticsearchFacts, KubernetesFacts } from '../../planning/setup-facts';
import type { Cluster, OnKubernetes } from '../cluster';
import { podsOf } from '../cluster';
import { viewsObjection } from './compare-views';

/** Why the single master cannot be handed over, or null when it can, or when there are several. */
export async function inspectHandover(
  cluster: Cluster,
  { statefulSets }: KubernetesFacts,
  { nodes, minimumMasters, distribution, version }: ElasticsearchFacts,
): Promise<string | null> {
  const standIns = statefulSets.flatMap(({ name, statefulSet }) =>
    statefulSet !== null && isStandInThere(statefulSet) ? [standInPod(name)] : [],
  );
  const masters = nodes.filter(({ isMasterEligible, name }) => isMasterEligible && !standIns.includes(name));
  if (masters.length !== 1) return null;
  const home = statefulSets.find(({ pods }) => pods.some((pod) => nodeOf(pod, masters) !== undefined));
  if (home?.statefulSet == null) return 'its pod was not found in kubernetes.statefulSets';
  const onKubernetes = podsOf(cluster);
  const { api, settings } = onKubernetes;
  const { statefulSet } = home;
  const replicas = (statefulSet.spec.replicas ?? 1) - (isStandInThere(statefulSet) ? 1 : 0);
  return handoverObjection({
    ...{ distribution, version, nodes, minimumMasters, replicas },
    statefulSet: home.name,
    missingRights: (await reviewAccess(api, settings.namespace, standInRights(statefulSet))).map(describeRight),
    // Asked in every pod, as the handover will: a right alone does not tell whether a command can be run.
    viewsProblem: await viewsObjection(cluster, onKubernetes),
    foreignClaim: await foreignClaim(onKubernetes, statefulSet),
  });
}

async function foreignClaim({ api, settings }: OnKubernetes, statefulSet: StatefulSet): Promise<string | null> {
  const looks = standInClaims(statefulSet).map((name) =>
    insteadOf(Forbidden, getClaim(api, settings.namespace, name), null),
  );
  const claims = (await Promise.all(looks)).filter((claim): claim is PersistentVolumeClaim => claim !== null);
  return claims.find((claim) => !isStandInClaim(claim))?.metadata.name ?? null;
}
