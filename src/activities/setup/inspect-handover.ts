import { readMinimumMasterNodes } from '../../elasticsearch/cluster-settings';
import { reviewAccess } from '../../kubernetes/access';
import { getClaim } from '../../kubernetes/claims';
import { ExecFailed, Forbidden } from '../../kubernetes/errors';
import { insteadOf } from '../../kubernetes/instead-of';
import { handoverObjection } from '../../planning/handover';
import type { PersistentVolumeClaim, Pod, StatefulSet } from '../../planning/manifest';
import { describeRight } from '../../planning/required-rights';
import { isStandInClaim, standInClaims, standInRights } from '../../planning/stand-in';
import { nodeOf } from '../../planning/restart-need';
import type { ElasticsearchFacts, KubernetesFacts } from '../../planning/setup-facts';
import type { Cluster, OnKubernetes } from '../cluster';
import { podsOf } from '../cluster';

/** Why the single master cannot be handed over, or null when it can, or when there are several or none on Kubernetes. */
export async function inspectHandover(
  cluster: Cluster,
  { statefulSets }: KubernetesFacts,
  { nodes, distribution, version }: ElasticsearchFacts,
): Promise<string | null> {
  const masters = nodes.filter(({ isMasterEligible }) => isMasterEligible);
  if (masters.length !== 1) return null;
  const home = statefulSets.find(({ pods }) => pods.some((pod) => nodeOf(pod, masters) !== undefined));
  const [pod] = home?.pods ?? [];
  if (home?.statefulSet == null || pod === undefined) return 'its pod was not found in kubernetes.statefulSets';
  const onKubernetes = podsOf(cluster);
  const { api, settings } = onKubernetes;
  const { statefulSet } = home;
  return handoverObjection({
    ...{ distribution, version, nodes },
    statefulSet: home.name,
    replicas: statefulSet.spec.replicas ?? 1,
    minimumMasters: await readMinimumMasterNodes(cluster.elasticsearch),
    missingRights: (await reviewAccess(api, settings.namespace, standInRights(statefulSet))).map(describeRight),
    execProblem: await execProblem(onKubernetes, pod),
    foreignClaim: await foreignClaim(onKubernetes, statefulSet),
  });
}

/** Whether a command can be run where the master runs: tried, as a right alone does not tell. */
async function execProblem({ api, settings }: OnKubernetes, pod: Pod): Promise<string | null> {
  const { namespace, container } = settings;
  try {
    const { exitCode } = await api.exec({ namespace, pod: pod.metadata.name, container }, ['/bin/sh', '-c', 'true']);
    return exitCode === 0 ? null : `a shell in ${pod.metadata.name} ended with ${exitCode}`;
  } catch (error) {
    if (error instanceof ExecFailed || error instanceof Forbidden) return error.message;
    throw error;
  }
}

async function foreignClaim({ api, settings }: OnKubernetes, statefulSet: StatefulSet): Promise<string | null> {
  const looks = standInClaims(statefulSet).map((name) =>
    insteadOf(Forbidden, getClaim(api, settings.namespace, name), null),
  );
  const claims = (await Promise.all(looks)).filter((claim): claim is PersistentVolumeClaim => claim !== null);
  return claims.find((claim) => !isStandInClaim(claim))?.metadata.name ?? null;
}
